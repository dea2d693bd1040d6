# Prints a Makefile's own help: "##@ heading", "target: … ## what it does", and the lines of "#  NAME  meaning".
/^##@ / { printf "\n%s\n", substr($0, 5); next }
/^[a-z_]+:.*## / { split($0, parts, ":.*## "); printf "  make %-17s %s\n", parts[1], parts[2]; next }
/^#  [A-Z_]+ / { name = $2; sub(/^#  [A-Z_]+ +/, ""); printf "  %-23s %s\n", name, $0 }
