# Times COINr at the ranks of many draws, on the numbers `ranks` wrote, and checks that the ranks agree.
#
#   Rscript benches/ranks.R FOLDER
#
# The coin has one level of 100 indicators under the index: shares of the maximum as they are, weighted by the maxima.

suppressPackageStartupMessages(library(COINr))

units <- 63
criteria <- 100
draws <- 100

folder <- commandArgs(trailingOnly = TRUE)[1]
numbers <- function(name, what, size) {
  file <- file.path(folder, name)
  readBin(file, what, n = file.size(file) / size, size = size, endian = "little")
}
values <- matrix(numbers("rank_values.f64", "double", 8), units, criteria, byrow = TRUE)
maxima <- numbers("rank_maxima.f64", "double", 8)
weights <- matrix(numbers("rank_weights.f64", "double", 8), ncol = criteria, byrow = TRUE)[seq_len(draws), ]
ours <- matrix(numbers("ranks.u32", "integer", 4), ncol = units, byrow = TRUE)[seq_len(draws), ]

# Of one width, because COINr's tables come in the order of the codes' text.
codes <- sprintf("c%03d", seq_len(criteria))
colnames(values) <- codes
meta <- data.frame(
  iCode = c(codes, "index"),
  Type = c(rep("Indicator", criteria), "Aggregate"),
  Level = c(rep(1, criteria), 2),
  Weight = c(maxima, 1),
  Direction = 1,
  Parent = c(rep("index", criteria), NA)
)
coin <- suppressMessages({
  coin <- new_coin(data.frame(uCode = sprintf("u%02d", seq_len(units)), values), meta, quietly = TRUE)
  Aggregate(coin, dset = "Raw", f_ag = "a_amean", w = "Original")
})
nominal <- coin$Meta$Weights$Original

measured <- function(who, run, runs = 3) {
  seconds <- median(vapply(seq_len(runs), function(times) system.time(run())[["elapsed"]], 0))
  line <- '{"door": "r", "workload": "ranks", "who": "%s", "rows": %d, "seconds": %.6f}\n'
  cat(sprintf(line, who, draws, seconds))
}

# COINr's analysis of uncertainty, which takes one of the sets of weights at random in each of its draws.
sensitivity <- function(sets) {
  specs <- list(weights = list(Address = "$Log$Aggregate$w", Distribution = sets, Type = "discrete"))
  get_sensitivity(coin, specs, N = draws, SA_type = "UA", dset = "Aggregated", iCode = "index", quietly = TRUE, check_addresses = FALSE)
}

noisy <- function() {
  sensitivity(get_noisy_weights(nominal, data.frame(Level = 1, NoiseFactor = 0.25), Nrep = draws))
}

given <- lapply(seq_len(draws), function(draw) {
  set <- nominal
  set$Weight[match(codes, set$iCode)] <- weights[draw, ]
  set
})

one_by_one <- function() {
  vapply(given, function(set) {
    totals <- Aggregate(coin, dset = "Raw", f_ag = "a_amean", w = set, out2 = "df")$index
    rank(-totals, ties.method = "min")
  }, integer(units))
}

# COINr ranks floats, so draws in which totals are equal in decimals are left out of the comparison.
alone <- apply(ours, 1, anyDuplicated) == 0
stopifnot(sum(alone) > draws / 2)
if (!all(t(one_by_one())[alone, ] == ours[alone, ])) stop("COINr ranks otherwise")

set.seed(2026)
report <- sensitivity(given)
# Which set each draw took.
taken <- match(lapply(report$Para$weights, `[[`, "Weight"), lapply(given, `[[`, "Weight"))
stopifnot(!anyNA(taken))
for (draw in which(alone[taken])) {
  theirs <- report$Ranks[[paste0("r_", draw)]][order(report$Ranks$uCode)]
  if (!all(theirs == ours[taken[draw], ])) stop("COINr's sensitivity ranks otherwise")
}

measured("COINr weight sensitivity, noise drawn", noisy)
measured("COINr Aggregate and rank of weights given", one_by_one)
