# Writes fixtures/mclust.json, the expected numbers of test/cluster/{modelBasedTree,mclust}.
#
# R 4.2.2, mclust 6.0.0 (Debian: r-base-core, r-cran-mclust).
# Run from the repository root: Rscript scripts/reference/mclust.R
#
# Coordinates are whole multiples of 1/64, so that R and the program read the same numbers.

suppressMessages(library(mclust))
stopifnot(packageVersion("mclust") == "6.0.0")
RNGkind("Mersenne-Twister", "Inversion", "Rejection")

grain <- 64

# n points of `groups` normal distributions with one covariance that mixes the columns, `apart` standard deviations apart.
embedding <- function(seed, n, d, groups, apart, copies = 0) {
  set.seed(seed)
  mixing <- matrix(rnorm(d * d), d, d) / sqrt(d) + diag(d)
  centres <- matrix(rnorm(groups * d), groups, d) * apart
  group <- sample(groups, n, replace = TRUE, prob = seq_len(groups))
  points <- centres[group, , drop = FALSE] + matrix(rnorm(n * d), n, d) %*% mixing
  if (copies > 0) points[n - copies + seq_len(copies), ] <- points[sample(n - copies, copies, replace = TRUE), ]
  round(points * grain)
}

# An embedding, and where the tree takes fewer cells how many.
cases <- list(
  list(name = "few columns", points = embedding(1, 150, 3, 4, 2)),
  list(name = "cells that are equal", points = embedding(2, 240, 4, 5, 2, copies = 60)),
  list(name = "correlated columns and overlapping groups", points = embedding(3, 400, 8, 7, 1)),
  list(name = "many columns", points = embedding(4, 300, 20, 6, 0.8)),
  list(name = "more cells than the tree takes", points = embedding(5, 2050, 5, 6, 1.5), drawn = 800)
)

numbers <- function(values) paste0("[", paste(vapply(values, function(v) format(v, digits = 12), ""), collapse = ","), "]")
symbols <- c(0:9, letters)
text <- function(labels) paste0("\"", paste(symbols[labels], collapse = ""), "\"")

fitted <- function(data, subset, tree, K) {
  start <- hclass(tree, K)
  initialization <- list(hcPairs = tree)
  if (length(subset) < nrow(data)) initialization$subset <- subset
  fit <- Mclust(data, K, modelNames = "EEE", initialization = initialization, verbose = FALSE)
  # Parameters of the last M step, to which the log-likelihood belongs: those of Mclust are at times of one more.
  z <- unmap(start)
  if (length(subset) < nrow(data)) z <- estep(data, "EEE", mstep(data[subset, ], "EEE", z)$parameters)$z
  em <- me(data, "EEE", z)
  stopifnot(abs(em$loglik / fit$loglik - 1) < 1e-12, identical(as.integer(map(em$z)), as.integer(fit$classification)))
  sigma <- em$parameters$variance$Sigma
  paste0(
    "{\"clusters\":", K,
    ",\"tree\":", text(as.integer(start)),
    ",\"labels\":", text(fit$classification),
    ",\"logLikelihood\":", format(fit$loglik, digits = 15),
    ",\"weights\":", numbers(em$parameters$pro),
    ",\"means\":", numbers(em$parameters$mean),
    ",\"covariance\":", numbers(sigma[upper.tri(sigma, diag = TRUE)]),
    "}"
  )
}

written <- vapply(cases, function(case) {
  data <- case$points / grain
  n <- nrow(data)
  set.seed(0)
  subset <- if (is.null(case$drawn)) seq_len(n) else sort(sample(n, case$drawn))
  drawn <- if (is.null(case$drawn)) integer(0) else subset
  tree <- hc(data[subset, ], modelName = "VVV", use = "SVD")
  # Without pairs of ours Mclust builds the same tree.
  own <- Mclust(data, 4, modelNames = "EEE", verbose = FALSE,
                initialization = if (length(drawn) > 0) list(subset = subset))
  given <- Mclust(data, 4, modelNames = "EEE", verbose = FALSE,
                  initialization = c(list(hcPairs = tree), if (length(drawn) > 0) list(subset = subset)))
  stopifnot(identical(own$loglik, given$loglik))
  paste0(
    "{\"name\":\"", case$name, "\",\"columns\":", ncol(data),
    ",\"drawn\":[", paste(drawn - 1, collapse = ","),
    "],\"points\":[", paste(t(case$points), collapse = ","),
    "],\n\"fits\":[", paste(vapply(c(4, 11), function(K) fitted(data, subset, tree, K), ""), collapse = ",\n"), "]}"
  )
}, "")
# Whether R finds no fit when the last column of the first embedding is in so small a unit, or depends on the others.
few <- cases[[1]]$points / grain
nothing <- function(data) if (is.null(Mclust(data, 4, modelNames = "EEE", verbose = FALSE))) "true" else "false"
units <- 2^-c(16, 20, 23, 27, 30)
singular <- vapply(units, function(unit) {
  paste0("{\"unit\":", format(unit, digits = 17), ",\"nothing\":", nothing(few %*% diag(c(1, 1, unit))), "}")
}, "")
dependent <- nothing(cbind(few, few[, 1] - 2 * few[, 2]))

writeLines(paste0("{\"grain\":", grain, ",\"cases\":[\n", paste(written, collapse = ",\n"), "\n],\n\"units\":[", paste(singular, collapse = ","), "],\"dependent\":", dependent, "}"), "fixtures/mclust.json")
