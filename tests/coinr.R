# Runs COINr again on the figures of cases/coinr_*.json and compares the ranks recorded as its own: those of the
# vectors that name COINr as their source and those of the draws.
#
#   Rscript tests/coinr.R
#
# Needs the R packages COINr and jsonlite; the other tests need no R.

suppressPackageStartupMessages(library(COINr))

arguments <- commandArgs()
own <- sub("^--file=", "", grep("^--file=", arguments, value = TRUE))
tests <- dirname(normalizePath(own))
read <- function(...) jsonlite::fromJSON(file.path(tests, ...), simplifyVector = FALSE)
compared <- 0

same <- function(what, theirs, recorded) {
  if (!identical(as.integer(theirs), as.integer(recorded))) {
    stop(what, ": COINr ranks ", toString(theirs), ", recorded are ", toString(recorded), call. = FALSE)
  }
  compared <<- compared + 1
}

# A coin of a document of the robustness room: its criteria, its groups if it has any, and one index above.
coin_of <- function(document) {
  field <- function(list, name) vapply(list, `[[`, "", name)
  criteria <- document$criteria
  groups <- document$groups
  levels <- if (length(groups)) 3 else 2
  meta <- data.frame(
    iCode = field(criteria, "code"),
    Type = "Indicator",
    Level = 1,
    Weight = as.numeric(field(criteria, "weight")),
    Direction = vapply(criteria, function(one) if (identical(one$direction, "lower")) -1 else 1, 0),
    Parent = if (length(groups)) field(criteria, "group") else "index"
  )
  above <- data.frame(
    iCode = c(field(groups, "code"), "index"),
    Type = "Aggregate",
    Level = c(rep(2, length(groups)), levels),
    Weight = c(as.numeric(field(groups, "weight")), 1),
    Direction = 1,
    Parent = c(rep("index", length(groups)), NA)
  )
  rows <- lapply(document$units, function(unit) {
    row <- setNames(lapply(unit$values, function(value) as.numeric(value$value)), field(unit$values, "criterion"))
    data.frame(uCode = unit$id, row)
  })
  new_coin(do.call(rbind, rows), rbind(meta, above), quietly = TRUE)
}

normalised <- function(coin, normalisation) {
  how <- if (identical(normalisation, "none")) {
    list(f_n = "none")
  } else if (is.character(normalisation)) {
    list(f_n = paste0("n_", normalisation))
  } else if (names(normalisation) == "min_max") {
    list(f_n = "n_minmax", f_n_para = list(l_u = as.numeric(unlist(normalisation$min_max))))
  } else {
    list(f_n = "n_zscore", f_n_para = list(m_sd = as.numeric(unlist(normalisation$z_score))))
  }
  Normalise(coin, dset = "Raw", global_specs = how)
}

# Aggregate hands a table over by the name x, and a_copeland calls it X.
copeland <- function(x, w) a_copeland(x, w)

aggregated <- function(coin, document) {
  functions <- c(arithmetic = "a_amean", geometric = "a_gmean", harmonic = "a_hmean", copeland = "copeland")
  names <- c(document$aggregation, document$group_aggregation)
  # The group's own aggregation comes first, that of the groups second.
  Aggregate(coin, dset = "Normalised", f_ag = unname(functions[names]), by_df = names == "copeland")
}

ranks_of <- function(coin) {
  ranks <- get_results(coin, dset = "Aggregated", use = "ranks")
  ranks$index[order(ranks$uCode)]
}

vectors <- Filter(
  function(case) startsWith(c(case$source$document, "")[1], "COINr"),
  read("vectors", "robustness.json")$cases
)
for (case in vectors) {
  given <- case[["in"]]$document
  document <- if (is.null(given[["$file"]])) given else read(given[["$file"]])
  document[names(given[["$with"]])] <- given[["$with"]]
  coin <- suppressMessages(aggregated(normalised(coin_of(document), document$normalisation), document))
  same(case$id, ranks_of(coin), vapply(case$out$units, `[[`, 0L, "rank"))
  if (is.null(case$out$leave_one_out)) next
  codes <- vapply(document$criteria, `[[`, "", "code")
  less <- suppressMessages(remove_elements(coin, Level = 1, dset = "Aggregated", iCode = "index", quietly = TRUE))
  for (entry in case$out$leave_one_out) {
    scores <- less$Scores[order(less$Scores$uCode), ]
    same(paste(case$id, "without", entry$criterion), rank(-scores[[entry$criterion]], ties.method = "min"), unlist(entry$ranks))
  }
}

# Each draw's weights given to COINr's own sensitivity analysis, as the only ones it can take.
flat <- read("cases", "coinr_flat.json")
coin <- suppressMessages({
  coin <- normalised(coin_of(flat), list(min_max = list(low = "0", high = "100")))
  Aggregate(coin, dset = "Normalised", f_ag = "a_amean", w = "Original")
})
for (draw in read("cases", "coinr_draws.json")$draws) {
  weights <- coin$Meta$Weights$Original
  place <- match(vapply(flat$criteria, `[[`, "", "code"), weights$iCode)
  weights$Weight[place] <- unlist(draw$weights)
  specs <- list(weights = list(Address = "$Log$Aggregate$w", Distribution = list(weights, weights), Type = "discrete"))
  report <- get_sensitivity(coin, specs, N = 3, SA_type = "UA", dset = "Aggregated", iCode = "index", quietly = TRUE, check_addresses = FALSE)
  same("a draw", report$Ranks$r_1[order(report$Ranks$uCode)], unlist(draw$ranks))
}

cat(compared, "rankings are as COINr", as.character(packageVersion("COINr")), "ranks them\n")
