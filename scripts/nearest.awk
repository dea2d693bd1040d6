# nearest.awk WORD KNOWN… prints the known word that takes the fewest letters to change into, if these are at most a third
# of it: "did you mean" for what is typed after make. As org.addonsdata.cli.settings.Suggestion does for everything else.

function smallest(a, b) { return a < b ? a : b }

function distance(one, other,    i, j, previous, current) {
  for (j = 0; j <= length(other); j++) previous[j] = j
  for (i = 1; i <= length(one); i++) {
    current[0] = i
    for (j = 1; j <= length(other); j++)
      current[j] = smallest(previous[j - 1] + (substr(one, i, 1) != substr(other, j, 1)),
                            smallest(previous[j], current[j - 1]) + 1)
    for (j = 0; j <= length(other); j++) previous[j] = current[j]
  }
  return previous[length(other)]
}

BEGIN {
  word = toupper(ARGV[1])
  gsub(/-/, "_", word)
  least = -1
  for (k = 2; k < ARGC; k++) {
    changes = distance(word, toupper(ARGV[k]))
    if (least < 0 || changes < least) {
      least = changes
      nearest = ARGV[k]
    }
  }
  limit = int(length(nearest) / 3)
  if (least >= 0 && least <= (limit > 2 ? limit : 2)) print nearest
}
