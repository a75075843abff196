// Reads YAML headers as Go's yaml.v3 does: paths as JSON strings on lines, one answer a line.
package main

import (
	"bufio"
	"encoding/json"
	"os"
	"regexp"
	"fmt"

	"gopkg.in/yaml.v3"
)

var header = regexp.MustCompile(`(?ms)\A\x{feff}?\s*---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$`)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<20), 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for lines.Scan() {
		var file string
		if err := json.Unmarshal(lines.Bytes(), &file); err != nil {
			panic(err)
		}
		readings := map[string]any{}
		if text, err := os.ReadFile(file); err == nil {
			if found := header.FindSubmatch(text); found != nil {
				var fields map[string]any
				if yaml.Unmarshal(found[1], &fields) == nil {
					readings["yaml.v3"] = plain(fields)
				}
			}
		}
		answer, err := json.Marshal(map[string]any{"file": file, "readings": readings})
		if err != nil {
			panic(err)
		}
		fmt.Fprintln(out, string(answer))
	}
}

// JSON has neither dates, nor keys that are no text, nor infinities: all become text.
func plain(value any) any {
	switch value := value.(type) {
	case map[string]any:
		fields := map[string]any{}
		for key, item := range value {
			fields[key] = plain(item)
		}
		return fields
	case map[any]any:
		fields := map[string]any{}
		for key, item := range value {
			fields[fmt.Sprint(key)] = plain(item)
		}
		return fields
	case []any:
		items := []any{}
		for _, item := range value {
			items = append(items, plain(item))
		}
		return items
	case string, bool, nil:
		return value
	default:
		return fmt.Sprintf("%T %v", value, value)
	}
}
