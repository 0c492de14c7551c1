// What a row of the sheet says of its reads: which files they are, and where their UMIs stand.

// The file of a row with its index, or two empty lists where it is not there (check says so, as a verdict) or the row has
// FASTQ.
def alignment_of(row, sheet_folder) {
    def named = row.bam ?: row.cram
    def alignment = named ? file(sheet_folder.resolve(named)) : null
    if (!alignment?.exists()) {
        return [[], []]
    }
    def stem = alignment.parent.resolve(alignment.baseName)
    def places = ["${alignment}.csi", "${alignment}.bai", "${alignment}.crai", "${stem}.csi", "${stem}.bai", "${stem}.crai"]
    def index = places.collect { place -> file(place) }.find { place -> place.exists() }
    return [alignment, index ?: []]
}

// Ending of indexes that this run makes: .bai cannot address positions from 2^29 on.
def index_ending(fai) {
    return fai.readLines().any { line -> line.tokenize('\t')[1].toLong() >= (1L << 29) } ? 'csi' : 'bai'
}

// FASTQ files of a sample, lane by lane; none where one of them is not there.
def fastq_of(row, sheet_folder) {
    def files = row.lanes.collectMany { lane -> lane.collect { path -> file(sheet_folder.resolve(path)) } }
    return files.every { path -> path.exists() } ? files : []
}

// Reads become molecules by their UMIs (or molecule ids) before they are counted.
def is_raw(row) {
    return row.umi != 'none' && (row.fastq_1 || row.evidence in ['raw', 'grouped'])
}

// The umi column of the sheet (tag, tag:XX, name:SEP, pattern:REGEX, none) as options, quoted for the shell.
def umi_options(String umi) {
    def kinds = [tag: '--umi-tag', name: '--umi-from-name', pattern: '--umi-pattern']
    def colon = (umi ?: '').indexOf(':')
    if (umi == 'none') {
        return '--umi none'
    }
    if (colon < 0) {
        return ''
    }
    def value = umi.substring(colon + 1).replace("'", "'\\''")
    return "${kinds[umi.substring(0, colon)]} '${value}'"
}

// Where the UMI is once the reads were extracted: in a tag, whichever place it came from.
def umi_after_extract(row) {
    return !row.fastq_1 || row.umi.startsWith('tag:') ? row.umi : ''
}
