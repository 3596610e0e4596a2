package common

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAProcessIsPrintedByItsNumberAndName(t *testing.T) {
	assert.Equal(t, "4711/sshd", fmt.Sprint(&Process{Pid: 4711, Name: "sshd"}))
	assert.Equal(t, "0/", fmt.Sprint(&Process{}))
	assert.Equal(t, "/proc", ProcPath)
}
