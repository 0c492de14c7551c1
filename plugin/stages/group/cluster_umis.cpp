#include "stages/group/cluster_umis.hpp"

#include <algorithm>
#include <stdexcept>

namespace tidemark {
namespace {

constexpr std::uint32_t none = 0xffffffff;

/// Up to here comparing all pairs is faster than building an index.
constexpr std::size_t few = 40;

[[nodiscard]] bool have_one_shape(std::span<UmiCount const> umis) {
    return std::ranges::all_of(umis, [&](UmiCount const& other) { return other.umi.has_shape_of(umis[0].umi); });
}

}  // namespace

UmiClusterer::UmiClusterer(GroupingParameters parameters) : parameters_{parameters} {
    if (parameters.edits < 0) {
        throw std::logic_error{"UMIs cannot differ in fewer than no bases"};
    }
    if (parameters.strategy == GroupingStrategy::identity) {
        parameters_.edits = 0;
    }
}

UmiFamilies UmiClusterer::cluster(std::span<UmiCount const> umis, UmiOrientation orientation) {
    if (parameters_.edits == 1 && orientation == UmiOrientation::as_given && !umis.empty() &&
        DenseClusterer::pays(umis[0].umi.length(), umis.size()) && have_one_shape(umis)) {
        return dense_.cluster(umis, parameters_.strategy);
    }
    roots_.clear();
    family_.assign(umis.size(), 0);
    if (umis.size() == 1) {
        roots_.push_back(0);
        return {family_, roots_};
    }
    sort_nodes(umis);
    node_family_.assign(nodes_.size(), none);
    if (parameters_.edits == 0) {
        walk([](std::uint32_t) {});
    } else if (nodes_.size() <= few) {
        walk_all_pairs(orientation);
    } else {
        forms_.clear();
        std::ranges::transform(nodes_, std::back_inserter(forms_), &Node::umi);
        if (orientation == UmiOrientation::either) {
            std::ranges::transform(nodes_, std::back_inserter(forms_), [](Node const& node) { return node.umi.swapped(); });
        }
        // A swapped form stands for its node: a child close to A-B turned round is close to A-B's own neighbour.
        auto const node_of = [count = static_cast<std::uint32_t>(nodes_.size())](std::uint32_t form) {
            return form < count ? form : form - count;
        };
        if (parameters_.edits == 1) {
            table_.fill(forms_);
            walk([&](std::uint32_t parent) {
                auto const visit = [&](std::uint32_t form) { static_cast<void>(join(parent, node_of(form))); };
                if (orientation == UmiOrientation::either) {
                    table_.find(nodes_[parent].umi, visit);
                }
                table_.find_at_one_mismatch(nodes_[parent].umi, visit);
            });
        } else {
            pieces_.fill(forms_, parameters_.edits);
            walk([&](std::uint32_t parent) {
                pieces_.find(parent, [&](std::uint32_t form) { return join(parent, node_of(form)); });
            });
        }
    }
    for (std::size_t node = 0; node < nodes_.size(); ++node) {
        family_[nodes_[node].input] = node_family_[node];
    }
    return {family_, roots_};
}

void UmiClusterer::sort_nodes(std::span<UmiCount const> umis) {
    nodes_.clear();
    for (std::uint32_t input = 0; input < umis.size(); ++input) {
        nodes_.push_back({umis[input].umi, umis[input].templates, input});
    }
    std::ranges::sort(nodes_, [](Node const& left, Node const& right) {
        return left.templates != right.templates ? left.templates > right.templates : left.umi < right.umi;
    });
}

template <typename Visit>
void UmiClusterer::walk(Visit const& visit_neighbours) {
    for (std::uint32_t root = 0; root < nodes_.size(); ++root) {
        if (node_family_[root] != none) {
            continue;
        }
        node_family_[root] = static_cast<std::uint32_t>(roots_.size());
        roots_.push_back(nodes_[root].input);
        waiting_.assign(1, root);
        while (!waiting_.empty()) {
            auto const parent = waiting_.back();
            waiting_.pop_back();
            visit_neighbours(parent);
        }
    }
}

/// Whether the child has a family now.
bool UmiClusterer::join(std::uint32_t parent, std::uint32_t child) {
    if (node_family_[child] != none) {
        return true;
    }
    if (!takes_in(parameters_.strategy, nodes_[parent].templates, nodes_[child].templates)) {
        return false;
    }
    node_family_[child] = node_family_[parent];
    waiting_.push_back(child);
    return true;
}

void UmiClusterer::walk_all_pairs(UmiOrientation orientation) {
    left_.clear();
    for (std::uint32_t node = 0; node < nodes_.size(); ++node) {
        left_.push_back(node);
    }
    walk([&](std::uint32_t parent) {
        auto const umi = nodes_[parent].umi;
        auto const swapped = orientation == UmiOrientation::either ? umi.swapped() : umi;
        std::size_t kept = 0;
        for (auto const child : left_) {
            bool const near = is_within(umi, nodes_[child].umi, parameters_.edits) ||
                              (orientation == UmiOrientation::either &&
                               is_within(swapped, nodes_[child].umi, parameters_.edits));
            if (node_family_[child] == none && !(near && join(parent, child))) {
                left_[kept++] = child;
            }
        }
        left_.resize(kept);
    });
}

}  // namespace tidemark
