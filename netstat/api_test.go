//go:build linux

package netstat_test

import (
	"bytes"
	"flag"
	"go/ast"
	"go/build"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var recordNames = flag.Bool("record", false, "record the exported names of the public packages anew")

// The exported names of the public packages are recorded in testdata/api, each
// with its type. Programs rely on them: a line may be added, by
//
//	go test ./netstat -run TestExportedNames -record
//
// but none may go or change without a new major version.
func TestExportedNames(t *testing.T) {
	for _, name := range []string{"netstat", "common", "netns", "processes"} {
		t.Run(name, func(t *testing.T) {
			recorded := filepath.Join("testdata/api", name+".txt")
			names := exported(t, filepath.Join("..", name))
			if *recordNames {
				require.NoError(t, os.WriteFile(recorded, []byte(strings.Join(names, "\n")+"\n"), 0o644))
			}
			content, err := os.ReadFile(recorded)
			require.NoError(t, err)
			want := strings.Split(strings.TrimSuffix(string(content), "\n"), "\n")
			assert.Empty(t, without(want, names), "names that are gone or have changed")
			assert.Empty(t, without(names, want), "names that are not recorded")
		})
	}
}

// without gives those of some lines that are not among others.
func without(lines, others []string) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return slices.Contains(others, line) })
}

// exported gives the exported names of a package, sorted.
func exported(t *testing.T, dir string) (lines []string) {
	t.Helper()
	sources, err := build.ImportDir(dir, 0)
	require.NoError(t, err)
	for _, source := range sources.GoFiles {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, source), nil, 0)
		require.NoError(t, err)
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				if decl.Name.IsExported() && (decl.Recv == nil || ast.IsExported(receiver(decl.Recv.List[0].Type))) {
					decl.Body = nil
					lines = append(lines, text(t, decl))
				}
			case *ast.GenDecl:
				for _, spec := range decl.Specs {
					lines = append(lines, exportedOf(t, decl.Tok, spec)...)
				}
			}
		}
	}
	require.NotEmpty(t, lines)
	slices.Sort(lines)
	return lines
}

func exportedOf(t *testing.T, kind token.Token, spec ast.Spec) (lines []string) {
	t.Helper()
	switch spec := spec.(type) {
	case *ast.ValueSpec:
		for i, name := range spec.Names {
			if !name.IsExported() {
				continue
			}
			line := kind.String() + " " + name.Name
			if spec.Type != nil {
				line += " " + text(t, spec.Type)
			}
			if i < len(spec.Values) {
				line += " = " + text(t, spec.Values[i])
			}
			lines = append(lines, line)
		}
	case *ast.TypeSpec:
		if !spec.Name.IsExported() {
			return nil
		}
		structure, ok := spec.Type.(*ast.StructType)
		if !ok {
			return []string{"type " + text(t, spec)}
		}
		lines = append(lines, "type "+spec.Name.Name+" struct")
		for _, field := range structure.Fields.List {
			for _, name := range field.Names {
				if name.IsExported() {
					lines = append(lines, "type "+spec.Name.Name+" struct: "+name.Name+" "+text(t, field.Type))
				}
			}
		}
	}
	return lines
}

// receiver gives the name of the type that a method is of.
func receiver(of ast.Expr) string {
	if star, ok := of.(*ast.StarExpr); ok {
		of = star.X
	}
	name, _ := of.(*ast.Ident)
	return name.Name
}

// text gives the source of a node in one line.
func text(t *testing.T, node ast.Node) string {
	t.Helper()
	var source bytes.Buffer
	require.NoError(t, printer.Fprint(&source, token.NewFileSet(), node))
	return strings.Join(strings.Fields(source.String()), " ")
}
