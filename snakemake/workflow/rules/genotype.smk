# Molecules at the panel. Plasma at its patient's panel, controls at every panel, tissue at the candidates.


rule genotype:
    input:
        alignment=lambda wildcards: alignment(count(wildcards.counted)[0]),
        index=lambda wildcards: made_index(count(wildcards.counted)[0]),
        made_by=lambda wildcards: made_by(count(wildcards.counted)[0]),
        panel=lambda wildcards: count(wildcards.counted)[1],
        targets=lambda wildcards: targets(count(wildcards.counted)[0]),
        common_sites=COMMON_SITES,
        reference=REFERENCE,
    output:
        evidence="evidence/{counted}.evidence.tsv.gz",
        summary="evidence/{counted}.evidence.json",
    params:
        options=lambda wildcards, input: genotype_options(count(wildcards.counted)[0], input),
    log:
        "pipeline_info/logs/genotype/{counted}.log",
    benchmark:
        "pipeline_info/benchmarks/genotype/{counted}.tsv"
    threads: 2
    resources:
        mem_mb=4000,
        runtime=480,
    container:
        IMAGE
    shell:
        # The cap is as in consensus.
        "tidemark genotype -f {input.reference:q} --panel {input.panel:q}"
        " --max-memory $(({resources.mem_mb} / (2 * {threads}))) {params.options:q} -@ {threads}"
        " --summary {output.summary:q} -o {output.evidence:q} {input.alignment:q} 2> {log:q}"
