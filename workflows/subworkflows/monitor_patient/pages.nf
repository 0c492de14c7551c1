// What an earlier run left in the result folder and this one does not have. Publishing adds files and takes none away; in place,
// `tidemark track` and `tidemark report` do the same themselves. Nothing else is touched.

// By the rule of `report`: a page is ours where its first bytes say that it is of the patient whom it is named after. What cannot
// be read says nothing.
def is_page_of(page, patient) {
    def beginning = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="tidemark report">
<meta name="subject" content="Patient ${patient}">
""".getBytes('UTF-8')
    try {
        return Arrays.equals(page.withInputStream { bytes -> bytes.readNBytes(beginning.length) }, beginning)
    }
    catch (IOException _unreadable) {
        return false
    }
}

// A link is the user's, but for one into the work folder: publish_dir_mode may ask for those.
def is_ours_by_kind(file, work) {
    if (!java.nio.file.Files.isSymbolicLink(file)) {
        return file.isFile()
    }
    try {
        return file.isFile() && file.toRealPath().startsWith(work.toRealPath())
    }
    catch (IOException _unreadable) {
        return false
    }
}

// Where the file system does not tell cases apart, another spelling may be the file that was just written.
def is_one_of(file, names) {
    return names.any { name ->
        def written = file.resolveSibling(name)
        name == file.name || name.equalsIgnoreCase(file.name) && written.exists() && java.nio.file.Files.isSameFile(written, file)
    }
}

def remove(files) {
    files.each { file ->
        try {
            java.nio.file.Files.delete(file)
            log.info("removed ${file}: it is of an earlier run, and this one has no such result")
        }
        catch (IOException cause) {
            log.warn("cannot remove ${file}, which is of an earlier run and no result of this one: ${cause}")
        }
    }
}

// The names alone: what is being published at this moment may be deleted and written again while they are read.
def files_in(folder) {
    return folder.exists() ? java.nio.file.Files.newDirectoryStream(folder).withCloseable { files -> files.collect { file -> file } } : []
}

// Pages of patients who left the sheet, and tables of parts that are no longer asked for. `written`: what report made.
def remove_stale_report(folder, written, work) {
    def names = [written].flatten().collect { file -> file.name }
    def tables = ['cohort.lesions.tsv', 'cohort.survival.tsv', 'cohort.survival_steps.tsv', 'cohort.survival_patients.tsv']
    def others = files_in(folder).findAll { file -> !is_one_of(file, names) }
    remove(others.findAll { file ->
        file.name in tables && file.isFile() || file.name.endsWith('.html') && is_ours_by_kind(file, work) && is_page_of(file, file.baseName)
    })
}

// Tables of a patient's series that this run does not have. `written`: the series and the optional tables that track made.
def remove_stale_tables(folder, series, written) {
    def names = ['lesions', 'clonotypes'].collect { part -> "${series.baseName}.${part}.tsv".toString() } - written.collect { file -> file.name }
    remove(names.collect { name -> folder.resolve(name) }.findAll { file -> file.isFile() })
}
