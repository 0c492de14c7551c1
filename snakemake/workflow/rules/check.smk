# The sheet first, then every alignment file side by side. A damaged file is a verdict: it stops nothing but itself.
#
# Each step also leaves a mark whose content is new every time. Snakemake does not run a job again whose small inputs kept their
# content; where that spared the last checkpoint, jobs that wait for it would start with inputs that nobody has worked out.


checkpoint check:
    input:
        sheets=list(SHEETS.values()),
        definitions=DEFINITIONS,
        reference=REFERENCE,
    output:
        samples="check/samples.csv",
        mark="pipeline_info/check.mark",
    params:
        sheets=sheet_options(*SHEETS) + option("--definitions", DEFINITIONS),
        extra=extra("check"),
    log:
        "pipeline_info/logs/check.log",
    benchmark:
        "pipeline_info/benchmarks/check.tsv"
    resources:
        mem_mb=1000,
        runtime=30,
    container:
        IMAGE
    shell:
        "tidemark check --sheet-only {params.sheets:q} --reference {input.reference:q} {params.extra:q}"
        " -o check 2> >(tee {log:q} >&2)"
        " && date +%s%N > {output.mark:q}"


rule check_sample:
    input:
        samples="check/samples.csv",
        reference=REFERENCE,
        # A file that is not there is a verdict too, so it must not be demanded.
        files=lambda wildcards: [path for path in given_files(row_of(wildcards.sample)) if os.path.exists(path)],
    output:
        verdict="pipeline_info/verdicts/{sample}.verdict.tsv",
        mark="pipeline_info/verdicts/{sample}.mark",
    params:
        base=lambda wildcards: SHEET_FOLDER,
        extra=trust_cram() + extra("check"),
    log:
        "pipeline_info/logs/check/{sample}.log",
    benchmark:
        "pipeline_info/benchmarks/check/{sample}.tsv"
    resources:
        mem_mb=1000,
        runtime=240,
    container:
        IMAGE
    shell:
        "tidemark check --sample {wildcards.sample:q} --samples {input.samples:q} --base {params.base:q}"
        " --reference {input.reference:q} -@ {threads} {params.extra:q} -o pipeline_info/verdicts 2> {log:q}"
        " && date +%s%N > {output.mark:q}"


checkpoint check_merge:
    input:
        samples="check/samples.csv",
        reference=REFERENCE,
        verdicts=lambda wildcards: [f"pipeline_info/verdicts/{row['sample']}.verdict.tsv" for row in rows()],
        mark="pipeline_info/check.mark",
        marks=lambda wildcards: [f"pipeline_info/verdicts/{row['sample']}.mark" for row in rows()],
    output:
        verdicts="check/verdicts.tsv",
    log:
        "pipeline_info/logs/check_merge.log",
    benchmark:
        "pipeline_info/benchmarks/check_merge.tsv"
    resources:
        mem_mb=1000,
        runtime=30,
    container:
        IMAGE
    shell:
        "tidemark check --samples {input.samples:q} --reference {input.reference:q}"
        " --merge {input.verdicts:q} -o check 2> {log:q}"
