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
        sheets=[SHEETS[name] for name in ("events", "patients", "lesions", "lesion_map", "clonotypes", "neoantigens") if name in SHEETS],
        definitions=DEFINITIONS,
        panel=["panel/{patient}.panel.tsv"],
        tissue=lambda wildcards: evidence(row["sample"] for row in tissue_of(wildcards.patient)),
    output:
        samples="track/{patient}.samples.tsv",
        pairs="track/{patient}.pairs.tsv",
        variants="track/{patient}.variants.tsv",
        calls="track/{patient}.vcf.gz",
        calls_index="track/{patient}.vcf.gz.csi",
        timeline="track/{patient}.json",
        lesions=["track/{patient}.lesions.tsv"] if asks_for_lesions() else [],
        # A header alone where the patient has no clones in it.
        clonotypes=["track/{patient}.clonotypes.tsv"] if "clonotypes" in SHEETS else [],
    params:
        options=lambda wildcards, input: sheet_options("events", "patients", "lesions", "lesion_map", "clonotypes", "neoantigens")
        + lesion_options(wildcards.patient, input)
        + option("--definitions", input.definitions)
        + extra("track"),
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
