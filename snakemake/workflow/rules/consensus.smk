# Reads of one molecule become one.


rule consensus:
    input:
        alignment=lambda wildcards: aligned(row_of(wildcards.sample)),
        made_by=lambda wildcards: extract_summary(row_of(wildcards.sample)),
        reference=REFERENCE,
    output:
        alignment="consensus/{sample}.bam",
        index=f"consensus/{{sample}}.bam.{INDEX}",
        families="consensus/{sample}.families.tsv",
        losses="consensus/{sample}.losses.tsv",
        summary="consensus/{sample}.consensus.json",
    params:
        options=lambda wildcards, input: consensus_options(row_of(wildcards.sample), input),
    log:
        "pipeline_info/logs/consensus/{sample}.log",
    benchmark:
        "pipeline_info/benchmarks/consensus/{sample}.tsv"
    threads: 2
    resources:
        mem_mb=4000,
        runtime=480,
    container:
        IMAGE
    shell:
        # Half of the task's memory is the cap of its threads; an option of the user's comes later and wins.
        "tidemark consensus -f {input.reference:q} --max-memory $(({resources.mem_mb} / (2 * {threads})))"
        " {params.options:q} -@ {threads} --families {output.families:q}"
        " --losses {output.losses:q} --summary {output.summary:q} -o {output.alignment:q} {input.alignment:q} 2> {log:q}"
