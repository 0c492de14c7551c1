# The dated series of one patient. Samples that failed are known from the verdicts, and become rows.


rule track:
    input:
        detections=lambda wildcards: [
            f"detect/{row['sample']}.detection.json"
            for row in sound("plasma")
            if row["patient"] == wildcards.patient
        ],
        samples="check/samples.csv",
        verdicts="check/verdicts.tsv",
        sheets=[SHEETS[name] for name in ("events", "patients") if name in SHEETS],
    output:
        samples="track/{patient}.samples.tsv",
        pairs="track/{patient}.pairs.tsv",
        variants="track/{patient}.variants.tsv",
        timeline="track/{patient}.json",
    params:
        options=sheet_options("events", "patients") + extra("track"),
    log:
        "pipeline_info/logs/track/{patient}.log",
    benchmark:
        "pipeline_info/benchmarks/track/{patient}.tsv"
    resources:
        mem_mb=2000,
        runtime=60,
    container:
        IMAGE
    shell:
        "tidemark track --samples {input.samples:q} --patient {wildcards.patient:q} --verdicts {input.verdicts:q}"
        " {params.options:q} -o track/{wildcards.patient:q} {input.detections:q} 2> {log:q}"
