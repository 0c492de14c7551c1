# The patient's panel. Tissue is counted at the candidates, then the panel is frozen with what the white cells showed.


rule select_candidates:
    input:
        vcfs=lambda wildcards: tumor_vcfs(wildcards.patient),
        reference=REFERENCE,
    output:
        panel="pipeline_info/candidates/{patient}.panel.tsv",
    params:
        options=lambda wildcards: candidate_options(wildcards.patient) + extra("select"),
    log:
        "pipeline_info/logs/select_candidates/{patient}.log",
    benchmark:
        "pipeline_info/benchmarks/select_candidates/{patient}.tsv"
    resources:
        mem_mb=2000,
        runtime=60,
    container:
        IMAGE
    shell:
        "tidemark select -f {input.reference:q} {params.options:q} -o {output.panel:q} 2> {log:q}"


rule select:
    input:
        vcfs=lambda wildcards: tumor_vcfs(wildcards.patient),
        white_cells=lambda wildcards: evidence(
            row["sample"] for row in sound("white_cells") if row["patient"] == wildcards.patient
        ),
        reference=REFERENCE,
    output:
        panel="panel/{patient}.panel.tsv",
    params:
        options=lambda wildcards, input: candidate_options(wildcards.patient)
        + option("--white-cells", input.white_cells)
        + extra("select"),
    log:
        "pipeline_info/logs/select/{patient}.log",
    benchmark:
        "pipeline_info/benchmarks/select/{patient}.tsv"
    resources:
        mem_mb=2000,
        runtime=60,
    container:
        IMAGE
    shell:
        "tidemark select -f {input.reference:q} {params.options:q} -o {output.panel:q} 2> {log:q}"
