# The aligner is not ours: bwa mem, with UMIs in the comments (-C) and batches of one size, so that threads never show (-K).


rule align_index:
    input:
        reference=REFERENCE,
    output:
        multiext("pipeline_info/bwa/reference", ".bwt", ".amb", ".ann", ".pac", ".sa"),
    params:
        unfinished="pipeline_info/bwa/.reference.partial.d",
    log:
        "pipeline_info/logs/align_index.log",
    resources:
        mem_mb=8000,
        runtime=480,
    container:
        IMAGE
    shell:
        # Under another name until all of it is whole: what a killed run leaves must not look like an index.
        "(rm -rf {params.unfinished:q} && mkdir {params.unfinished:q}"
        " && bwa index -p {params.unfinished:q}/reference {input.reference:q}"
        " && mv {params.unfinished:q}/reference.* pipeline_info/bwa/ && rmdir {params.unfinished:q}) 2> {log:q}"


rule align:
    input:
        reads="pipeline_info/extracted/{sample}.fastq.gz",
        index=lambda wildcards: aligner_index(),
    output:
        alignment=temp("pipeline_info/aligned/{sample}.bam"),
        index=temp(f"pipeline_info/aligned/{{sample}}.bam.{INDEX}"),
    params:
        prefix=lambda wildcards, input: input.index[0].removesuffix(".bwt"),
        group=lambda wildcards: f"@RG\\tID:1\\tSM:{wildcards.sample}\\tLB:{wildcards.sample}",
        extra=extra("align"),
        unfinished="pipeline_info/aligned/.{sample}.partial.d",
        ending=INDEX,
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
        # As above; bwa that fails leaves no BAM either (Snakemake's bash has pipefail).
        "(rm -rf {params.unfinished:q} && mkdir {params.unfinished:q}"
        " && bwa mem -p -C -Y -K 10000000 -t {threads} -R {params.group:q} {params.extra:q} {params.prefix:q} {input.reads:q}"
        " | samtools sort -l 1 -T {params.unfinished:q}/sort --write-index"
        " -o {params.unfinished:q}/aligned.bam##idx##{params.unfinished:q}/aligned.bam.{params.ending} -"
        " && mv {params.unfinished:q}/aligned.bam.{params.ending} {output.index:q}"
        " && mv {params.unfinished:q}/aligned.bam {output.alignment:q} && rmdir {params.unfinished:q}) 2> {log:q}"
