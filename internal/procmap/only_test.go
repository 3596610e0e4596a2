package procmap

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestOnlySomeProcessesOwnSockets(t *testing.T) {
	proc := t.TempDir()
	newProcess(t, proc, "7", "a\x00", "socket:[41]", "socket:[42]")
	newProcess(t, proc, "8", "b: worker\x00", "socket:[42]")
	newProcess(t, proc, "9", "b\x00", "/dev/null")
	for _, test := range []struct {
		only       Only
		of41, of42 string
	}{
		{Only{PIDs: []int{8}}, "-", "8/b: worker"},
		{Only{PIDs: []int{9, 10}}, "-", "-"},
		{Only{Programs: []string{"b"}}, "-", "8/b: worker"},
		{Only{Programs: []string{"a", "c"}}, "7/a", "7/a"},
		{Only{PIDs: []int{7}, Programs: []string{"b"}}, "-", "-"},
	} {
		for _, limited := range []bool{false, true} {
			scan := Start(context.Background(), proc, test.only)
			if limited {
				scan.Limit([]uint64{41, 42})
			}
			owners, err := scan.Wait()
			require.NoError(t, err)
			assert.Equal(t, test.of41, cell(owners, 41), test.only)
			assert.Equal(t, test.of42, cell(owners, 42), test.only)
			assert.Equal(t, Complete, owners.Notice())
		}
	}
}
