# The pages of every patient and of the cohort.


rule report:
    input:
        timelines=lambda wildcards: [f"track/{patient}.json" for patient in patients()],
        extracted=lambda wildcards: [f"pipeline_info/extracted/{row['sample']}.extract.json" for row in sound() if row["fastq_1"]],
        molecules=lambda wildcards: [f"consensus/{row['sample']}.consensus.json" for row in sound() if is_raw(row)],
        evidence=lambda wildcards: [f"evidence/{row['sample']}.evidence.json" for row in sound("plasma")],
        controls_and_tissue=lambda wildcards: controls_and_tissue(),
        cross=lambda wildcards: [f"detect/cross/{name}.detection.json" for name in crossed()],
        definitions=DEFINITIONS,
        samples="check/samples.csv",
        verdicts="check/verdicts.tsv",
        outcomes=OUTCOMES,
    output:
        page="report/cohort.html",
        content="report/cohort.json",
        samples="report/cohort.samples.tsv",
        pairs="report/cohort.pairs.tsv",
        patients="report/cohort.patients.tsv",
        leads="report/cohort.leads.tsv",
        strata="report/cohort.strata.tsv",
        differences="report/cohort.differences.tsv",
        parity="report/cohort.parity.tsv",
        survival=survival_tables(),
        lesions=["report/cohort.lesions.tsv"] if asks_for_lesions() else [],
        # Pages of patients cannot be declared before the sheet was read: the mark says that all of them are written.
        done=touch("pipeline_info/report.done"),
    params:
        # What grows with the cohort; not quoted, as the shell makes these lists.
        extracted=lambda wildcards: listed(
            "--extracted", ("pipeline_info/extracted/", [[row["sample"] for row in sound() if row["fastq_1"]]], ".extract.json")
        ),
        molecules=lambda wildcards: listed(
            "--molecules", ("consensus/", [[row["sample"] for row in sound() if is_raw(row)]], ".consensus.json")
        ),
        evidence=lambda wildcards: listed(
            "--evidence", ("evidence/", [[row["sample"] for row in sound("plasma")]], ".evidence.json")
        ),
        cross=lambda wildcards: listed("--cross", ("detect/cross/", [list(crossed())], ".detection.json")),
        controls_and_tissue=lambda wildcards: list_of_controls_and_tissue(),
        timelines=lambda wildcards: list_of_timelines(),
        definitions=lambda wildcards, input: option("--definitions", input.definitions),
        survival=lambda wildcards, input, output: option("--outcomes", input.outcomes)
        + ["--survival-tables"] * bool(output.survival),
        extra=extra("report"),
    log:
        "pipeline_info/logs/report.log",
    benchmark:
        "pipeline_info/benchmarks/report.tsv"
    resources:
        mem_mb=2000,
        runtime=60,
    container:
        IMAGE
    shell:
        "tidemark report -o report --multiqc multiqc {params.extracted} {params.molecules} {params.evidence}"
        " {params.controls_and_tissue} {params.cross} {params.survival:q} {params.definitions:q} --samples {input.samples:q} --verdicts {input.verdicts:q}"
        " {params.extra:q} {params.timelines} 2> {log:q}"


# A failed job loses its outputs, so the policy is asked once everything is written.
rule report_strict:
    input:
        timelines=lambda wildcards: [f"track/{patient}.json" for patient in patients()],
        report="pipeline_info/report.done",
        controls_and_tissue=lambda wildcards: controls_and_tissue(),
        samples="check/samples.csv",
        verdicts="check/verdicts.tsv",
    output:
        done=touch("pipeline_info/strict.done"),
        pages=temp(directory("pipeline_info/strict")),
    params:
        controls_and_tissue=lambda wildcards: list_of_controls_and_tissue(),
        timelines=lambda wildcards: list_of_timelines(),
    log:
        "pipeline_info/logs/report_strict.log",
    benchmark:
        "pipeline_info/benchmarks/report_strict.tsv"
    resources:
        mem_mb=2000,
        runtime=60,
    container:
        IMAGE
    shell:
        "tidemark report --strict --parity-lod95 off -o {output.pages:q} {params.controls_and_tissue} --samples {input.samples:q} --verdicts {input.verdicts:q}"
        " {params.timelines} 2> >(tee {log:q} >&2)"
