# Panels of other patients in each plasma sample: what the test says where there is nothing of that tumor.


rule genotype_cross:
    input:
        alignment=lambda wildcards: alignment(crossing(wildcards.crossed).row),
        index=lambda wildcards: made_index(crossing(wildcards.crossed).row),
        made_by=lambda wildcards: made_by(crossing(wildcards.crossed).row),
        panel=lambda wildcards: crossing(wildcards.crossed).panel,
        own_panel=lambda wildcards: crossing(wildcards.crossed).own_panel,
        targets=lambda wildcards: targets(crossing(wildcards.crossed).row),
        common_sites=COMMON_SITES,
        reference=REFERENCE,
    output:
        evidence="evidence/cross/{crossed}.evidence.tsv.gz",
        summary="evidence/cross/{crossed}.evidence.json",
    params:
        options=lambda wildcards, input: genotype_options(crossing(wildcards.crossed).row, input),
    log:
        "pipeline_info/logs/genotype_cross/{crossed}.log",
    benchmark:
        "pipeline_info/benchmarks/genotype_cross/{crossed}.tsv"
    threads: 2
    resources:
        mem_mb=4000,
        runtime=480,
    container:
        IMAGE
    shell:
        # Counted at both panels, so that the patient's own variants are no background.
        "tidemark genotype -f {input.reference:q} --panel {input.panel:q} --panel {input.own_panel:q}"
        " --max-memory $(({resources.mem_mb} / (2 * {threads}))) {params.options:q} -@ {threads}"
        " --summary {output.summary:q} -o {output.evidence:q} {input.alignment:q} 2> {log:q}"


rule detect_cross:
    input:
        evidence="evidence/cross/{crossed}.evidence.tsv.gz",
        panel=lambda wildcards: crossing(wildcards.crossed).panel,
        own_panel=lambda wildcards: crossing(wildcards.crossed).own_panel,
        background=lambda wildcards: background(crossing(wildcards.crossed).row["sample"]),
        reference=REFERENCE,
    output:
        detection="detect/cross/{crossed}.detection.json",
    params:
        options=lambda wildcards, input: option("--use", [crossing(wildcards.crossed).row["use"]])
        + option("--background", input.background)
        + option("--chemistry", chemistry(crossing(wildcards.crossed).row["sample"]))
        + option("--required-lod95", REQUIRED_LOD95)
        + extra("detect"),
    log:
        "pipeline_info/logs/detect_cross/{crossed}.log",
    benchmark:
        "pipeline_info/benchmarks/detect_cross/{crossed}.tsv"
    resources:
        mem_mb=2000,
        runtime=60,
    container:
        IMAGE
    shell:
        "tidemark detect --panel {input.panel:q} --leave-out {input.own_panel:q} -f {input.reference:q} {params.options:q}"
        " -o {output.detection:q} {input.evidence:q} 2> {log:q}"
