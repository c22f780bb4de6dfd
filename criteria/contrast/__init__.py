"""Differences and where they come from: two participants, two years, one year before and after a change.

Everything is split by the Shapley value (Shapley 1953; for decompositions Shorrocks 2013, J. Economic Inequality 11,
doi 10.1007/s10888-011-9214-z): what a factor brings is averaged over all orders in which the factors can change, so
that no order is favoured and the parts add up.
"""
