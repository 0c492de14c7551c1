// What an earlier run left in the result folder and this one does not have. Publishing adds files and takes none away; in place,
// `tidemark track` and `tidemark report` do the same themselves. Nothing else is touched.

// By the rule of `report`: a page is ours where its first bytes say that it is of the patient whom it is named after.
def is_page_of(page, patient) {
    def beginning = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="tidemark report">
<meta name="subject" content="Patient ${patient}">
""".getBytes('UTF-8')
    def first = page.withInputStream { bytes -> bytes.readNBytes(beginning.length) }
    return Arrays.equals(first, beginning)
}

def remove(files) {
    files.each { file ->
        log.info("removing ${file}: it is of an earlier run, and this one has no such result")
        file.delete()
    }
}

// Pages of patients who left the sheet, and tables of parts that are no longer asked for. `written`: what report made.
def remove_stale_report(folder, written) {
    def names = [written].flatten().collect { file -> file.name }
    def tables = ['cohort.lesions.tsv', 'cohort.survival.tsv', 'cohort.survival_steps.tsv', 'cohort.survival_patients.tsv']
    def others = (folder.exists() ? folder.listFiles() : []).findAll { file -> file.isFile() && !(file.name in names) }
    remove(others.findAll { file -> file.name in tables || file.name.endsWith('.html') && is_page_of(file, file.baseName) })
}

// Tables of a patient's series that are no longer asked for.
def remove_stale_tables(folder, patient, parts) {
    remove(parts.collect { part -> folder.resolve("${patient}.${part}.tsv") }.findAll { file -> file.exists() })
}
