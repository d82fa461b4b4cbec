#compdef touchline
# Completion of touchline for zsh: source <(touchline completions zsh)
_touchline() {
    local line="${(j: :)words[1,CURRENT]}"
    local -a found open rest
    local candidate value help
    found=("${(@f)$(TOUCHLINE_COMPLETE=zsh ${words[1]} "$line" 2>/dev/null)}")
    for candidate in "${found[@]}"; do
        [[ -z "$candidate" ]] && continue
        value="${candidate%%$'\t'*}"
        help="${candidate#*$'\t'}"
        # In a description a colon ends the word.
        candidate="${${value//\\/\\\\}//:/\\:}"
        [[ "$help" != "$value" ]] && candidate+=":$help"
        # A folder or a setting goes on; behind all else there is a space.
        if [[ "$value" == *[=/] ]]; then
            open+=("$candidate")
        else
            rest+=("$candidate")
        fi
    done
    local status_of_all=1
    (( ${#rest} )) && _describe -V 'values' rest && status_of_all=0
    (( ${#open} )) && _describe -V 'more' open -S '' && status_of_all=0
    return status_of_all
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -u }
compdef _touchline touchline
