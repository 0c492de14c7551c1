// The frame of one section of MultiQC content.
#pragma once
#include <nlohmann/json.hpp>

#include <string>

namespace tidemark {

/// Keys that every section has; data and settings of the plot are added by whoever fills it.
[[nodiscard]] nlohmann::ordered_json multiqc_section(std::string const& id, std::string const& name,
                                                     std::string const& description, std::string const& plot_type);

}  // namespace tidemark
