# Writes translation units for packaging/lint, each of which includes up to 25 sources of one folder that
# are compiled with the same flags and do not define the same name in their unnamed namespaces; and a
# compile_commands.json for them. Prints each unit after its weight: the more, the longer it takes.
#
#   awk -v top=FOLDER -v out=FOLDER -f lint-units.awk COMPILE_COMMANDS SOURCE...

BEGIN { kLargest = 25; kHeavyHeader = 3000 }

FNR == 1 {
  is_source = NR > 1
  is_unnamed = 0
  if (is_source) sources[++source_count] = FILENAME
}

!is_source && /^ *"command":/ {
  flags = $0
  sub(/^ *"command": "/, "", flags)
  sub(/ -o .*/, "", flags)
}
!is_source && /^ *"file":/ {
  split($0, parts, "\"")
  file = substr(parts[4], length(top) + 2)
  if (!(file in flags_of)) flags_of[file] = flags
}
!is_source { next }

# A line weighs 1. What includes CLI11 takes as long as thousands of lines more.
{ ++weight_of[FILENAME] }
/^#include <CLI\// { weight_of[FILENAME] += kHeavyHeader }

# clang-format begins a definition, and nothing else of these, in the first column.
/^namespace \{/ { is_unnamed = 1; next }
/^\}  \/\/ namespace$/ { is_unnamed = 0 }
/^int main\(/ { names_of[FILENAME] = names_of[FILENAME] " main" }
is_unnamed && /^[A-Za-z]/ && !/^(template <[^(]*>$|namespace )/ {
  names_of[FILENAME] = names_of[FILENAME] " " defined_name($0)
}

# `kinds`, `Kind` and `kind_of` for "constexpr int kinds[] = {", "struct Kind : Base {" and
# "template <class T> Kind kind_of(int of) {".
function defined_name(line) {
  if (line ~ /^(struct|class|enum|union|using) /) {
    sub(/^(enum class|struct|class|enum|union|using) +/, "", line)
    sub(/[^A-Za-z0-9_].*/, "", line)
    return line
  }
  sub(/[({=;[].*/, "", line)
  sub(/ +$/, "", line)
  sub(/.*[^A-Za-z0-9_]/, "", line)
  return line
}

# The emptiest unit of the group that has none of the names; a new one where there is none.
function unit_for(group, names, count,    best, unit, i) {
  for (unit = 1; unit <= unit_count[group]; ++unit) {
    for (i = 1; i <= count && !((group, unit, names[i]) in taken); ++i) continue
    if (i > count && (!best || size[group, unit] < size[group, best])) best = unit
  }
  return best ? best : ++unit_count[group]
}

END {
  for (s = 1; s <= source_count; ++s) {
    room = sources[s]
    sub(/\/.*/, "", room)
    group_of[s] = room SUBSEP flags_of[sources[s]]
    if (group_size[group_of[s]]++ % kLargest == 0) ++unit_count[group_of[s]]
  }
  for (s = 1; s <= source_count; ++s) {
    group = group_of[s]
    count = split(names_of[sources[s]], names, " ")
    unit = unit_for(group, names, count)
    for (i = 1; i <= count; ++i) taken[group, unit, names[i]] = 1
    ++size[group, unit]
    weight[group, unit] += weight_of[sources[s]]
    if (!((group, unit) in text)) order[++written] = group SUBSEP unit
    text[group, unit] = text[group, unit] \
      sprintf("#include \"%s/%s\"  // NOLINT(bugprone-suspicious-include)\n", top, sources[s])
  }
  database = out "/compile_commands.json"
  for (i = 1; i <= written; ++i) {
    split(order[i], parts, SUBSEP)
    file = out "/" parts[1] "-" i ".cc"
    printf "%s", text[order[i]] >file
    close(file)
    printf "%s{\"directory\": \"%s\", \"command\": \"%s -c %s\", \"file\": \"%s\"}", \
      i == 1 ? "[\n" : ",\n", out, parts[2], file, file >database
    print weight[order[i]] "\t" file
  }
  print "\n]" >database
}
