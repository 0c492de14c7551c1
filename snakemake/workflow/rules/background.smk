# Error rates from the controls of one chemistry.


rule background:
    input:
        evidence=lambda wildcards: control_evidence(wildcards.chemistry),
        reference=REFERENCE,
    output:
        background="background/{chemistry}.tsv",
    params:
        evidence=lambda wildcards: words_of_control_evidence(wildcards.chemistry),
        options=lambda wildcards: option(
            "--chemistry", [wildcards.chemistry] if wildcards.chemistry != "background" else []
        )
        + extra("background"),
    log:
        "pipeline_info/logs/background/{chemistry}.log",
    benchmark:
        "pipeline_info/benchmarks/background/{chemistry}.tsv"
    resources:
        mem_mb=4000,
        runtime=120,
    container:
        IMAGE
    shell:
        "tidemark background -f {input.reference:q} {params.options:q} -o {output.background:q}"
        " {params.evidence} 2> {log:q}"
