package differential

import (
	"encoding/json"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// told gives what a command says inside a namespace on standard output.
func told(t *testing.T, ns *namespace, command ...string) string {
	t.Helper()
	return output(t, append([]string{"ip", "netns", "exec", ns.name}, command...)...).stdout
}

// fromBoth gives what gonetstat prints inside a namespace and from outside of it,
// whichever of both the test's thread is in.
func fromBoth(t *testing.T, ns *namespace, args ...string) map[string]string {
	t.Helper()
	var outside string
	var elsewhere sync.WaitGroup
	elsewhere.Go(func() { outside = ourOutput(t, append([]string{"--netns", ns.name}, args...)...).stdout })
	elsewhere.Wait()
	return map[string]string{"inside": told(t, ns, append([]string{program}, args...)...), "outside": outside}
}

// objects reads a listing of JSON.
func objects(t *testing.T, text string) (rows []map[string]any) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(text), &rows), text)
	return rows
}
