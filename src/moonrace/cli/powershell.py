"""Completion in PowerShell, by click's own protocol.

Click has a completion for PowerShell only since 8.5, and that one takes the line apart by the rules of a Unix shell. Here
PowerShell takes it apart, and hands over one word a line: a script written with one version of click works with the
next, and `"Chang'e 6"` is one word.
"""

import os

from click.shell_completion import CompletionItem, ShellComplete, add_completion_class

# An empty answer keeps PowerShell from proposing files; no answer at all lets it propose them.
SCRIPT = """\
Register-ArgumentCompleter -Native -CommandName '%(prog_name)s' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.StartOffset -lt $cursorPosition } |
        ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value }
            else { $_.Extent.Text }
        })
    $position = $words.Count
    if ($wordToComplete) { $position = $words.Count - 1 }

    $before = $env:%(complete_var)s, $env:COMP_WORDS, $env:COMP_CWORD
    try {
        $env:%(complete_var)s = 'powershell_complete'
        $env:COMP_WORDS = $words -join "`n"
        $env:COMP_CWORD = "$position"
        $answer = @(& '%(prog_name)s' 2>$null)
    } finally {
        $env:%(complete_var)s, $env:COMP_WORDS, $env:COMP_CWORD = $before
    }

    if ($answer.Count -lt 3) { return '' }
    for ($line = 0; $line + 2 -lt $answer.Count; $line += 3) {
        $type, $value, $help = $answer[$line..($line + 2)]
        if ($type -eq 'plain') {
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $help)
        }
    }
}
"""


class PowerShell(ShellComplete):
    """Windows PowerShell 5.1, PowerShell 7 and later."""

    name = "powershell"
    source_template = SCRIPT

    def get_completion_args(self) -> tuple[list[str], str]:
        words, position = os.environ["COMP_WORDS"].split("\n"), int(os.environ["COMP_CWORD"])
        return words[1:position], words[position] if position < len(words) else ""

    def format_completion(self, item: CompletionItem) -> str:
        # Three lines a proposal; PowerShell allows no empty tooltip.
        told = " ".join((item.help or "").split()) or item.value
        return f"{item.type}\n{item.value}\n{told}"


add_completion_class(PowerShell)
