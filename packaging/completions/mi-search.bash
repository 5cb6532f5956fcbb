# Completion of mi-search for bash: options, and behind them what the query may become.

_mi_search() {
  local current=${COMP_WORDS[COMP_CWORD]} first=1
  COMPREPLY=()
  if [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(mi-search --help | grep -oE -- '--[a-z-]+' | sort -u)" -- "$current")
    return
  fi
  # The query begins behind the options; the value of an option is taken for none of it.
  while [[ $first -lt $COMP_CWORD && ${COMP_WORDS[first]} == -* ]]; do
    case ${COMP_WORDS[first]} in
      --config | --data | --notes | --count | -n | --offset | --drop | --format | --color) ((first += 2)) ;;
      *) ((first += 1)) ;;
    esac
  done
  ((first <= COMP_CWORD)) || return
  local before="${COMP_WORDS[*]:first:COMP_CWORD-first}" query
  [[ -z $before ]] || before+=' '
  while IFS= read -r query; do
    # Completed is the word in hand and what follows it; signs that the shell would take are escaped.
    [[ ${query,,} == "${before,,}"* ]] || continue
    query=$(printf '%q' "${query:${#before}}")
    COMPREPLY+=("${query//'\ '/ }")
  done < <(mi-search --complete -- "$before$current" 2>/dev/null)
}

complete -F _mi_search mi-search
