# Writes translation units for packaging/lint, each of which includes up to 25 sources of one folder that
# are compiled with the same flags, and a compile_commands.json for them. What several sources of a unit
# define in their unnamed namespaces is renamed in each, by macros that hold for that source only and not
# for the headers, which are read before. What has the same name as a member that the source uses, or as
# something that a header declares, cannot be renamed; sources that have one such name go to different
# units. Prints each unit after its weight: the more, the longer it takes.
#
#   awk -v top=FOLDER -v out=FOLDER -f lint-units.awk COMPILE_COMMANDS HEADER... SOURCE...

BEGIN { kLargest = 25; kHeavyHeader = 3000 }

FNR == 1 {
  is_source = FILENAME ~ /\.cc$/
  is_header = FILENAME ~ /\.h$/
  is_unnamed = conditions = is_behind_headers = 0
  if (is_source) sources[++source_count] = FILENAME
}

is_header && /^[A-Za-z]/ { is_declared[defined_name($0)] = 1 }
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

/^#if/ { ++conditions }
/^#endif/ { --conditions }
/^namespace / { is_behind_headers = 1 }
/^#include / && !/\.inc"/ && !conditions && !is_behind_headers { headers_of[FILENAME] = headers_of[FILENAME] $0 "\n" }

# clang-format begins a definition, and nothing else of these, in the first column.
/^namespace \{/ { is_unnamed = 1; next }
/^\}  \/\/ namespace$/ { is_unnamed = 0 }
/^int main\(/ { add_name("main") }
is_unnamed && /^[A-Za-z]/ && !/^(template <[^(]*>$|namespace |static_assert)/ { add_name(defined_name($0)) }

{
  rest = $0
  gsub(/mi::/, "", rest)
  for (; match(rest, /(\.|->|::)[A-Za-z_][A-Za-z0-9_]*/); rest = substr(rest, RSTART + RLENGTH)) {
    member = substr(rest, RSTART, RLENGTH)
    gsub(/[^A-Za-z0-9_]/, "", member)
    is_member[FILENAME, member] = 1
  }
}

function add_name(name) {
  if (name ~ /[a-z]/ && name != "operator" && !((FILENAME, name) in has_name)) {
    has_name[FILENAME, name] = 1
    names_of[FILENAME] = names_of[FILENAME] " " name
  }
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

function must_stay(source, name) { return (source, name) in is_member || name in is_declared }

# The emptiest of as many units as the group fills where none of the names that must stay is taken, or
# else the first of some more.
function unit_for(group, source, names, count,    best, unit, i) {
  for (unit = 1; unit <= unit_count[group] && (!best || unit <= full_units[group]); ++unit) {
    for (i = 1; i <= count; ++i) {
      if (must_stay(source, names[i]) && (group, unit, names[i]) in stays) break
    }
    if (i > count && (!best || size[group, unit] < size[group, best])) best = unit
  }
  return best ? best : ++unit_count[group]
}

function place(source, group,    names, count, unit, i) {
  count = split(names_of[source], names, " ")
  unit = unit_for(group, source, names, count)
  for (i = 1; i <= count; ++i) {
    ++uses[group, unit, names[i]]
    if (must_stay(source, names[i])) stays[group, unit, names[i]] = 1
  }
  if (!size[group, unit]++) order[++written] = group SUBSEP unit
  weight[group, unit] += weight_of[source]
  sources_of[group, unit] = sources_of[group, unit] " " source
}

function text_of(unit,    members, names, count, i, j, name, text) {
  count = split(sources_of[unit], members, " ")
  for (i = 1; i <= count; ++i) text = text headers_of[members[i]]
  for (i = 1; i <= count; ++i) {
    split(names_of[members[i]], names, " ")
    for (j = 1; j in names; ++j) {
      if (uses[unit, names[j]] > 1 && !must_stay(members[i], names[j]))
        text = text "#undef " names[j] "\n#define " names[j] " " names[j] "_of_" i "\n"
    }
    text = text sprintf("#include \"%s/%s\"  // NOLINT(bugprone-suspicious-include)\n", top, members[i])
    for (j = 1; j in names; ++j) {
      if (uses[unit, names[j]] > 1) text = text "#undef " names[j] "\n"
    }
  }
  return text
}

END {
  for (i = 1; i <= source_count; ++i) {
    room = sources[i]
    sub(/\/.*/, "", room)
    group = room SUBSEP flags_of[sources[i]]
    if (group_size[group]++ % kLargest == 0) unit_count[group] = ++full_units[group]
    group_of[i] = group
  }
  for (i = 1; i <= source_count; ++i) place(sources[i], group_of[i])
  database = out "/compile_commands.json"
  for (i = 1; i <= written; ++i) {
    split(order[i], parts, SUBSEP)
    file = out "/" parts[1] "-" i ".cc"
    printf "%s", text_of(order[i]) >file
    close(file)
    printf "%s{\"directory\": \"%s\", \"command\": \"%s -c %s\", \"file\": \"%s\"}", \
      i == 1 ? "[\n" : ",\n", out, parts[2], file, file >database
    print weight[order[i]] "\t" file
  }
  print "\n]" >database
}
