// The tables beside a BAM of grouped or consensus reads: family metrics, families, where the reads went. Together with the BAM or not at all.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "app/family_stream.hpp"
#include "io/files/joint_output.hpp"
#include "io/files/output_file.hpp"

namespace tidemark {

struct MoleculePaths {
    std::string records;    ///< the BAM; "-" is standard output
    std::string metrics;    ///< prefix; empty: none. So for the others.
    std::string families;
    std::string losses;
    std::string summary;
};

class MoleculeTables {
public:
    /// Before the long pass: an output that cannot be written ends the call at once. OutputError; UsageError where two
    /// of them are one.
    explicit MoleculeTables(MoleculePaths const& paths);

    /// `setting` with the grouping that was used; `failure` where nothing could be read, else empty.
    void fill(std::string const& sample, FamilySetting const& setting, MoleculeTally const& tally,
              std::string const& failure = {});
    /// `files` names them, with the BAM.
    void add_to(JointOutput& files);

private:
    void claim(std::string const& path, std::string kind);

    std::vector<std::pair<std::string, PendingPath>> pending_;   ///< kind and file
};

}  // namespace tidemark
