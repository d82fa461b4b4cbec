# Completion of touchline for fish: touchline completions fish > ~/.config/fish/completions/touchline.fish
complete --keep-order --exclusive --command touchline --arguments "(TOUCHLINE_COMPLETE=fish touchline (commandline --current-process --cut-at-cursor | string collect))"
