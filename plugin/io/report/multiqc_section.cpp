#include "io/report/multiqc_section.hpp"

namespace tidemark {

nlohmann::ordered_json multiqc_section(std::string const& id, std::string const& name, std::string const& description,
                                       std::string const& plot_type) {
    return {{"id", "tidemark_" + id}, {"section_name", name}, {"description", description},
            {"parent_id", "tidemark"}, {"parent_name", "tidemark"},
            {"parent_description", "Circulating tumor DNA in serial plasma. For research use. Not for treatment "
                                   "decisions."},
            {"plot_type", plot_type}};
}

}  // namespace tidemark
