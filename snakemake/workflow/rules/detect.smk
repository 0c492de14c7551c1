# Status, fraction and limits of one plasma sample.


rule detect:
    input:
        evidence="evidence/{sample}.evidence.tsv.gz",
        panel=lambda wildcards: f"panel/{row_of(wildcards.sample)['patient']}.panel.tsv",
        background=lambda wildcards: background(wildcards.sample),
        white_cells=lambda wildcards: evidence(
            row["sample"] for row in sound("white_cells") if row["patient"] == row_of(wildcards.sample)["patient"]
        ),
        reference=REFERENCE,
    output:
        detection="detect/{sample}.detection.json",
    params:
        options=lambda wildcards, input: option("--use", [row_of(wildcards.sample)["use"]])
        + option("--background", input.background)
        + option("--white-cells", input.white_cells)
        + option("--chemistry", chemistry(wildcards.sample))
        + option("--required-lod95", REQUIRED_LOD95)
        + extra("detect"),
    log:
        "pipeline_info/logs/detect/{sample}.log",
    benchmark:
        "pipeline_info/benchmarks/detect/{sample}.tsv"
    resources:
        mem_mb=2000,
        runtime=60,
    container:
        IMAGE
    shell:
        "tidemark detect --panel {input.panel:q} -f {input.reference:q} {params.options:q}"
        " -o {output.detection:q} {input.evidence:q} 2> {log:q}"
