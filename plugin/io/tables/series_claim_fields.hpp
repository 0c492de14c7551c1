// Names, order and members of a claim of a series, after what it is claimed of: the same for lesions and for sets of variants.
#pragma once

namespace tidemark {

template <typename Claim, typename Visit>
void for_each_claim_answer_field(Claim& claim, Visit&& visit) {
    visit("verdict", claim.verdict);
    visit("sample", claim.sample);
    visit("day", claim.day);
    visit("supported_by", claim.supported_by);
    visit("reason", claim.reason);
}

}  // namespace tidemark
