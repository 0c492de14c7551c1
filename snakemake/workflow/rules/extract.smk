# UMIs off raw reads, into the comments that the aligner carries on.


rule extract:
    input:
        fastq=lambda wildcards: given_files(row_of(wildcards.sample)),
        whitelist=lambda wildcards: [in_sheet_folder(path) for path in [row_of(wildcards.sample)["umi_whitelist"]] if path],
    output:
        reads=temp("pipeline_info/extracted/{sample}.fastq.gz"),
        summary="pipeline_info/extracted/{sample}.extract.json",
    params:
        options=lambda wildcards: extract_options(row_of(wildcards.sample)),
    log:
        "pipeline_info/logs/extract/{sample}.log",
    benchmark:
        "pipeline_info/benchmarks/extract/{sample}.tsv"
    threads: 2
    resources:
        mem_mb=2000,
        runtime=480,
    container:
        IMAGE
    shell:
        "tidemark extract {params.options:q} -@ {threads} -O fastq --summary {output.summary:q} -o {output.reads:q}"
        " {input.fastq:q} 2> {log:q}"
