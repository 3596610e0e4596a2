package main

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Sizes, in pixels.
const (
	fontSize   = 14
	charWidth  = 8.4 // about what monospaced fonts of this size have
	lineHeight = 20
	margin     = 16
)

// colors are those of escape sequences, as CSS has them.
var colors = map[string]string{"2": "#8b949e", "31": "#ff7b72", "32": "#7ee787", "33": "#e3b341"}

var escape = regexp.MustCompile("\x1b\\[([0-9;]*)m")

// svg gives the image of a command line and what it has printed.
func svg(command, text string) string {
	lines := strings.Split("$ "+command+"\n"+strings.TrimSuffix(text, "\n"), "\n")
	columns := 0
	var body strings.Builder
	for i, line := range lines {
		columns = max(columns, utf8.RuneCountInString(escape.ReplaceAllString(line, "")))
		drawLine(&body, line, margin+fontSize+i*lineHeight)
	}
	width, height := int(float64(columns)*charWidth)+2*margin, len(lines)*lineHeight+2*margin-lineHeight+fontSize
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d">
<title>%s</title>
<rect width="100%%" height="100%%" rx="6" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="%d" fill="#e6edf3">
%s</g>
</svg>
`, width, height, escaped(command), fontSize, body.String())
}

// drawLine draws the words of a line, each in its place, whatever the font.
func drawLine(body *strings.Builder, line string, y int) {
	column, color := 0, ""
	for line != "" {
		run := line
		at := escape.FindStringSubmatchIndex(line)
		if at != nil {
			run = line[:at[0]]
		}
		drawRun(body, run, column, y, color)
		column += utf8.RuneCountInString(run)
		line = line[len(run):]
		if at != nil {
			color = colors[line[at[2]-at[0]:at[3]-at[0]]]
			line = line[at[1]-at[0]:]
		}
	}
}

var word = regexp.MustCompile(`\S+(?: \S+)*`)

// drawRun draws what has one color and begins at a column.
func drawRun(body *strings.Builder, run string, column, y int, color string) {
	fill := ""
	if color != "" {
		fill = ` fill="` + color + `"`
	}
	for _, at := range word.FindAllStringIndex(run, -1) {
		text := run[at[0]:at[1]]
		before := utf8.RuneCountInString(run[:at[0]])
		fmt.Fprintf(body, `<text x="%.1f" y="%d" textLength="%.1f"%s>%s</text>`+"\n",
			margin+float64(column+before)*charWidth, y, float64(utf8.RuneCountInString(text))*charWidth, fill, escaped(text))
	}
}

// escaped gives a text as XML has it.
func escaped(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}
