# Completion of touchline for PowerShell: touchline completions powershell >> $PROFILE
Register-ArgumentCompleter -Native -CommandName touchline -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $line = $commandAst.Extent.Text
    $end = [Math]::Min($cursorPosition - $commandAst.Extent.StartOffset, $line.Length)
    $line = $line.Substring(0, [Math]::Max($end, 0))
    if ($wordToComplete -eq "") { $line += " " }
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $env:TOUCHLINE_COMPLETE = "powershell"
        $env:TOUCHLINE_LINE = $line
        $found = & $commandAst.CommandElements[0].Value 2>$null
    } finally {
        Remove-Item Env:\TOUCHLINE_COMPLETE, Env:\TOUCHLINE_LINE -ErrorAction SilentlyContinue
        [Console]::OutputEncoding = $encoding
    }
    foreach ($candidate in $found) {
        $value, $help = $candidate.Split("`t", 2)
        if (-not $help) { $help = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $help)
    }
}
