# What the rules ask of the sheets. No rules here, and no science; the program decides, the engine orders.
import collections
import csv
import functools
import hashlib
import os
import shlex
import shutil

from snakemake.exceptions import WorkflowError

if workflow.overwrite_workdir is not None and "outdir" in config:
    raise WorkflowError("give outdir or --directory, not both: each names the result folder")

# Taken before the working folder becomes the result folder.
OUTDIR = os.path.abspath(config.get("outdir", "results"))
REFERENCE = os.path.abspath(config["reference"])
SHEET_FOLDER = os.path.dirname(os.path.abspath(config["samples"]))
SHEETS = {
    key: os.path.abspath(config[key])
    for key in ("samples", "patients", "events", "lesions", "lesion_map", "clonotypes", "neoantigens", "outcomes")
    if key in config
}
READY_BACKGROUND = [os.path.abspath(config[key]) for key in ("background",) if key in config]
COMMON_SITES = [os.path.abspath(config[key]) for key in ("common_sites",) if key in config]
OUTCOMES = [SHEETS["outcomes"]] if "outcomes" in SHEETS else []
TARGETS = [os.path.abspath(config[key]) for key in ("targets",) if key in config]
# A list, or one text with commas between the files.
DEFINITIONS = config.get("definitions", [])
DEFINITIONS = DEFINITIONS.split(",") if isinstance(DEFINITIONS, str) else DEFINITIONS
DEFINITIONS = [os.path.abspath(path) for path in DEFINITIONS if path]
REQUIRED_LOD95 = [config[key] for key in ("required_lod95",) if key in config]

# Built on this machine from containers/apptainer.def, and used only with --use-singularity (--sdm apptainer from 8 on).
IMAGE = os.path.normpath(os.path.join(workflow.basedir, "../../containers/tidemark.sif"))


def index_ending():
    """Endings of indexes that this run makes: .bai cannot address positions from 2^29 on (wheat, some amphibians)."""
    table = f"{REFERENCE}.fai"
    if not os.path.exists(table):
        return "bai"
    with open(table, encoding="utf-8") as lines:
        lengths = [int(line.split("\t")[1]) for line in lines if line.strip()]
    return "csi" if any(length >= 2**29 for length in lengths) else "bai"


INDEX = index_ending()


def find_program():
    """The configured program, else the one on PATH, else this repository's build."""
    if "tidemark" in config:
        given = config["tidemark"]
        return os.path.abspath(given) if os.sep in given else given
    build = os.path.join(workflow.basedir, "../../build/release/bin/tidemark")
    if shutil.which("tidemark") is None and os.access(build, os.X_OK):
        return os.path.normpath(build)
    return "tidemark"


# Every shell command finds this program under the name tidemark. Not a parameter: a program that moved recomputes nothing.
shell.prefix(f'tidemark() {{{{ command {shlex.quote(find_program())} "$@"; }}}}; ')


def extra(word):
    """Words of args_<word>, as a shell would split them."""
    return shlex.split(config.get(f"args_{word}", ""))


def option(name, values):
    """`name value` for every value."""
    return [word for value in values for word in (name, str(value))]


def braced(names):
    """Names as the shell writes them out: each once, so that a product of two lists is as long as their sum."""
    words = [shlex.quote(name) for name in names]
    return words[0] if len(words) == 1 else "{" + ",".join(words) + "}"


def listed(name, *groups):
    """`name @list`, raw for the shell, which makes the list: one command may not be longer than 128 KiB. A group is what stands before
    the ids, lists of ids that are crossed, and what stands after them."""
    words = [f"{before}{'.'.join(map(braced, ids))}{after}" for before, ids, after in groups if all(ids)]
    return f"{name} @<(printf '%s\\n' {' '.join(words)})" if words else ""


def survival_tables():
    """Written where something may tell outcomes: optional parts have files only when asked for."""
    asked = bool(OUTCOMES) or "events" in SHEETS
    return [f"report/cohort.survival{part}.tsv" for part in ("", "_steps", "_patients") if asked]


def is_on(key):
    return str(config[key]).lower() == "true"


def trust_cram():
    return ["--trust-cram"] if is_on("trust_cram") else []


def sheet_options(*names):
    return [word for name in names if name in SHEETS for word in (f"--{name.replace('_', '-')}", SHEETS[name])]


@functools.lru_cache(maxsize=None)
def read_table(path, delimiter, changed):
    with open(path, newline="", encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines, delimiter=delimiter)]


def rows(*types):
    """Samples of the normalised sheet, all or of these types, each once with its lanes. Waits for check."""
    path = checkpoints.check.get().output.samples
    samples = {}
    for row in read_table(path, ",", os.stat(path).st_mtime_ns):
        samples.setdefault(row["sample"], {**row, "lanes": []})["lanes"].append(fastq_of(row))
    return [row for row in samples.values() if not types or row["sample_type"] in types]


def fastq_of(row):
    return [in_sheet_folder(row[f"fastq_{read}"]) for read in range(1, 5) if row[f"fastq_{read}"]]


def row_of(sample):
    return next(row for row in rows() if row["sample"] == sample)


def in_sheet_folder(path):
    return os.path.join(SHEET_FOLDER, path)


def given_files(row):
    """What the sheet names: one alignment file, or FASTQ files lane by lane."""
    named = row["bam"] or row["cram"]
    return [in_sheet_folder(named)] if named else [path for lane in row["lanes"] for path in lane]


def is_raw(row):
    """Reads become molecules by their UMIs (or molecule ids) before they are counted."""
    return row["umi"] != "none" and bool(row["fastq_1"] or row["evidence"] in ("raw", "grouped"))


def aligned(row):
    return f"pipeline_info/aligned/{row['sample']}.bam" if row["fastq_1"] else given_files(row)[0]


def alignment(row):
    """The file that is counted."""
    return f"consensus/{row['sample']}.bam" if is_raw(row) else aligned(row)


def made_index(row):
    """The index of a file that this run made; one beside a given file is the sheet's affair."""
    return [f"{alignment(row)}.{INDEX}"] if is_raw(row) or row["fastq_1"] else []


def extract_summary(row):
    return [f"pipeline_info/extracted/{row['sample']}.extract.json"] if row["fastq_1"] else []


def made_by(row):
    """The summary of the step that made the file that is counted: a failure that it records goes on."""
    return [f"consensus/{row['sample']}.consensus.json"] if is_raw(row) else extract_summary(row)


def aligner_index():
    """bwa's index: beside the reference where it stands there, else made by this run."""
    prefix = REFERENCE if os.path.exists(f"{REFERENCE}.bwt") else "pipeline_info/bwa/reference"
    return [f"{prefix}.{part}" for part in ("bwt", "amb", "ann", "pac", "sa")]


def patients():
    """Patients with plasma, in the order of the sheet."""
    return list(dict.fromkeys(row["patient"] for row in rows("plasma")))


def sound(*types):
    """Rows whose alignment file passed check. Waits for every verdict."""
    path = checkpoints.check_merge.get().output.verdicts
    table = read_table(path, "\t", os.stat(path).st_mtime_ns)
    passed = {verdict["sample"] for verdict in table if verdict["verdict"] == "ok"}
    return [row for row in rows(*types) if row["sample"] in passed]


def tumor_rows(patient):
    """The rows that name the patient's tumor variants: one per lesion, else one of the plasma rows."""
    named = [row for row in rows() if row["patient"] == patient and row["tumor_vcf"]]
    tumor = [row for row in named if row["sample_type"] == "tumor"]
    return tumor or named[:1]


def tumor_vcfs(patient):
    return [in_sheet_folder(row["tumor_vcf"]) for row in tumor_rows(patient)]


def per_vcf(name, values):
    """An option that is given once for each VCF, `none` where unknown, or not at all."""
    return option(name, [value or "none" for value in values]) if any(values) else []


def candidate_options(patient):
    """Options of select that speak of the tumor: the same before and after the white cells were counted."""
    tumor = tumor_rows(patient)
    lesions = [row["lesion"] for row in tumor]
    return (
        option("--vcf", tumor_vcfs(patient))
        + option("--lesion", lesions if all(lesions) else [])
        + per_vcf("--segments", [row["segments"] and in_sheet_folder(row["segments"]) for row in tumor])
        + per_vcf("--purity", [row["purity"] for row in tumor])
        + ["--patient", patient, "--record-failure"]
    )


def counts_of(checked):
    """Everything that is counted of these rows: name of the evidence → (row, panel)."""
    planned = {}
    followed = patients()
    frozen = {patient: f"panel/{patient}.panel.tsv" for patient in followed}
    for row in checked:
        sample, patient = row["sample"], row["patient"]
        if row["sample_type"] == "control":
            planned.update({f"{sample}.{followed_one}": (row, frozen[followed_one]) for followed_one in followed})
        elif row["sample_type"] == "plasma":
            planned[sample] = (row, frozen[patient])
        elif patient in frozen:
            planned[sample] = (row, f"pipeline_info/candidates/{patient}.panel.tsv")
    return planned


def counts():
    return counts_of(sound())


def count(name):
    """Not asked of the verdicts, which may be in the making: a job that starts meanwhile could not be told what to do."""
    return counts_of(rows())[name]


Crossed = collections.namedtuple("Crossed", "row panel own_panel")


def crossed_of(plasma):
    """This plasma at panels of other patients: name of the evidence → (row, panel, own panel). The panels of a draw are chosen by
    hash, by nothing else, so that neither the order of the sheet nor a further draw changes them."""
    if not is_on("cross_panels"):
        return {}
    planned = {}
    for row in plasma:
        sample, own = row["sample"], row["patient"]
        others = [patient for patient in patients() if patient != own]
        others.sort(key=lambda patient: hashlib.sha256(f"{sample}\t{patient}".encode()).hexdigest())
        for patient in others[: int(config["cross_panels_per_draw"])]:
            planned[f"{sample}.{patient}"] = Crossed(row, f"panel/{patient}.panel.tsv", f"panel/{own}.panel.tsv")
    return planned


def crossed():
    return crossed_of(sound("plasma"))


def crossing(name):
    return crossed_of(rows("plasma"))[name]


def asks_for_lesions():
    """Lesion tables are an optional part: a lesions sheet or a lesion map asks for them, for every patient."""
    return "lesions" in SHEETS or "lesion_map" in SHEETS


def tissue_of(patient):
    """Sound tumor samples of a patient: what they lack at the panel's candidates makes a variant private."""
    return [row for row in sound("tumor") if row["patient"] == patient] if asks_for_lesions() else []


def lesion_options(patient, input):
    """The panel, and what track reads of the lesions beside the sheets."""
    segments = [row for row in tumor_rows(patient) if row["lesion"] and row["segments"]] if asks_for_lesions() else []
    return (
        option("--panel", input.panel)
        + option("--tissue", input.tissue)
        + option("--segments", [f"{row['lesion']}={in_sheet_folder(row['segments'])}" for row in segments])
    )


def evidence(names):
    return [f"evidence/{name}.evidence.tsv.gz" for name in names]


def controls_and_tissue():
    """Summaries of everything that is counted and is no draw: a file that failed while it was read says so there."""
    return [f"evidence/{name}.evidence.json" for name, (row, _) in counts().items() if row["sample_type"] != "plasma"]


def list_of_controls_and_tissue():
    """The same files for the command line: controls stand at every panel."""
    controls = [row["sample"] for row in sound("control")]
    tissue = [name for name, (row, _) in counts().items() if row["sample_type"] not in ("plasma", "control")]
    groups = [controls, patients()], [tissue]
    return listed("--controls-and-tissue", *(("evidence/", ids, ".evidence.json") for ids in groups))


def list_of_timelines():
    return listed("", ("track/", [patients()], ".json"))


def targets(row):
    return [in_sheet_folder(row["targets"])] if row["targets"] else TARGETS


def chemistry(sample):
    return [row_of(sample)["chemistry"]] if row_of(sample)["chemistry"] else []


UMI_OPTIONS = {"tag": "--umi-tag", "name": "--umi-from-name", "pattern": "--umi-pattern"}


def umi_options(umi):
    """The umi column (tag, tag:XX, name:SEP, pattern:REGEX, none) as options. The bare default asks for none of them."""
    kind, colon, value = umi.partition(":")
    if kind == "none":
        return ["--umi", "none"]
    return option(UMI_OPTIONS[kind], [value]) if colon else []


def extract_options(row):
    """How raw reads are taken apart. Halves and tags by the read structure; the tag itself is the sheet's."""
    return (
        ["--sample", row["sample"]]
        + option("--read-structure", [row["read_structure"]] if row["read_structure"] else [])
        + umi_options(row["umi"])
        + option("--umi-whitelist", [in_sheet_folder(row["umi_whitelist"])] if row["umi_whitelist"] else [])
        + ["--record-failure"]
        + extra("extract")
    )


def consensus_options(row, input):
    """Extracted reads carry their UMI in a tag, whichever place it came from."""
    extracted = row["fastq_1"] and not row["umi"].startswith("tag:")
    return (
        ["--sample", row["sample"], "--evidence", row["evidence"] or "raw"]
        + ([] if extracted else umi_options(row["umi"]))
        + trust_cram()
        + ["--record-failure"]
        + option("--made-by", input.made_by)
        + extra("consensus")
    )


def genotype_options(row, input):
    """What the sheet says about how to read this file."""
    kind = "consensus" if is_raw(row) else "" if row["fastq_1"] else row["evidence"]
    return (
        ["--sample", row["sample"]]
        + option("--targets", input.targets)
        + option("--common-sites", input.common_sites)
        + option("--evidence", [kind] if kind else [])
        + ([] if is_raw(row) else umi_options(row["umi"]))
        # What is declared is the sheet's own file; consensus reads are others.
        + option("--records", [row["records"]] if row["records"] and not is_raw(row) else [])
        + trust_cram()
        + ["--record-failure"]
        + option("--made-by", input.made_by)
        + extra("genotype")
    )


def controls_of(label):
    """Controls of one chemistry (background: those without a label)."""
    return [row["sample"] for row in sound("control") if (row["chemistry"] or "background") == label]


def control_evidence(label):
    return evidence(f"{control}.{patient}" for control in controls_of(label) for patient in patients())


def words_of_control_evidence(label):
    """The same files for the shell, which writes them out in the same order."""
    return f"evidence/{braced(controls_of(label))}.{braced(patients())}.evidence.tsv.gz"


def background(sample):
    """The background that speaks about this sample: the ready one, else that of its chemistry where controls exist."""
    label = row_of(sample)["chemistry"] or "background"
    return READY_BACKGROUND or [f"background/{label}.tsv"] * bool(control_evidence(label))


def beside_report():
    """Results that stand in the tree whether or not a draw needs them: every panel, count and background."""
    labels = [] if READY_BACKGROUND else dict.fromkeys(row["chemistry"] or "background" for row in sound("control"))
    return (
        [f"panel/{patient}.panel.tsv" for patient in patients()]
        + [f"consensus/{row['sample']}.bam" for row in sound() if is_raw(row)]
        + evidence(counts())
        + [f"background/{label}.tsv" for label in labels]
    )
