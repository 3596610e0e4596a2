package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A reference is a netstat that can be run on made-up tables.
type reference struct {
	program string
	proc    string // a directory that stands in for /proc
}

func newReference(program string) (*reference, error) {
	proc, err := os.MkdirTemp("", "sentences-")
	if err != nil {
		return nil, err
	}
	r := &reference{program, proc}
	if err := os.Mkdir(filepath.Join(proc, "net"), 0o755); err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}

func (r *reference) close() { os.RemoveAll(r.proc) }

// version gives the first line of netstat -V.
func (r *reference) version() (string, error) {
	output, err := exec.Command(r.program, "-V").Output()
	if err != nil {
		return "", fmt.Errorf("%s -V: %w", r.program, err)
	}
	line, _, _ := strings.Cut(string(output), "\n")
	return line, nil
}

// run runs netstat on tables below /proc/net, in a mount namespace of its own.
// That netstat complains is an error, since it ends well with half the tables
// unread.
func (r *reference) run(tables map[string]string, args ...string) (string, error) {
	for name, content := range tables {
		if err := os.WriteFile(filepath.Join(r.proc, "net", name), []byte(content), 0o644); err != nil {
			return "", err
		}
	}
	const script = `mount --bind "$1" /proc && shift && exec "$@"`
	command := append([]string{"-m", "sh", "-c", script, "sh", r.proc, r.program}, args...)
	cmd := exec.Command("unshare", command...)
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	var complaint strings.Builder
	cmd.Stderr = &complaint
	output, err := cmd.Output()
	if err == nil && complaint.Len() > 0 {
		err = fmt.Errorf("it said %q", complaint.String())
	}
	if err != nil {
		return "", fmt.Errorf("run netstat %q on made-up tables: %w", args, err)
	}
	return string(output), nil
}
