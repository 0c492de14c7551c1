# The aligner is not ours: bwa mem, with UMIs in the comments (-C) and batches of one size, so that threads never show (-K).


rule align_index:
    input:
        reference=REFERENCE,
    output:
        multiext("pipeline_info/bwa/reference", ".bwt", ".amb", ".ann", ".pac", ".sa"),
    log:
        "pipeline_info/logs/align_index.log",
    resources:
        mem_mb=8000,
        runtime=480,
    container:
        IMAGE
    shell:
        "bwa index -p pipeline_info/bwa/reference {input.reference:q} 2> {log:q}"


rule align:
    input:
        reads="pipeline_info/extracted/{sample}.fastq.gz",
        index=lambda wildcards: aligner_index(),
    output:
        alignment=temp("pipeline_info/aligned/{sample}.bam"),
        index=temp("pipeline_info/aligned/{sample}.bam.bai"),
    params:
        prefix=lambda wildcards, input: input.index[0].removesuffix(".bwt"),
        group=lambda wildcards: f"@RG\\tID:1\\tSM:{wildcards.sample}\\tLB:{wildcards.sample}",
        extra=extra("align"),
    log:
        "pipeline_info/logs/align/{sample}.log",
    benchmark:
        "pipeline_info/benchmarks/align/{sample}.tsv"
    threads: 2
    resources:
        mem_mb=8000,
        runtime=1440,
    container:
        IMAGE
    shell:
        "(bwa mem -p -C -Y -K 10000000 -t {threads} -R {params.group:q} {params.extra:q} {params.prefix:q} {input.reads:q}"
        " | samtools sort -l 1 -T {output.alignment:q}.sort --write-index -o {output.alignment:q}##idx##{output.index:q} -) 2> {log:q}"
