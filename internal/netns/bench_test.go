package netns

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// settle makes namespaces and processes: every namespace gets a name, and the
// first lived of them two processes each.
func settle(b *testing.B, namespaces, lived int) {
	b.Helper()
	needRoot(b)
	for i := range namespaces {
		name := addNamed(b, "")
		if i < lived {
			sleepIn(b, name)
			sleepIn(b, name)
		}
	}
}

func BenchmarkList(b *testing.B) {
	for _, size := range []int{0, 25, 100} {
		b.Run(strconv.Itoa(size)+"_namespaces", func(b *testing.B) {
			settle(b, size, size)
			b.Run("ahead", func(b *testing.B) {
				for b.Loop() {
					_, err := finder(b, Config{}).ListAhead()
					require.NoError(b, err)
				}
			})
			b.Run("all", func(b *testing.B) {
				for b.Loop() {
					_, err := finder(b, Config{}).List()
					require.NoError(b, err)
				}
			})
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	for _, c := range []struct {
		name  string
		lived int
	}{{"through_a_process", 1}, {"by_entering", 0}} {
		b.Run(c.name, func(b *testing.B) {
			settle(b, 1, c.lived)
			listing, err := finder(b, Config{}).List()
			require.NoError(b, err)
			n := listing.Namespaces[len(listing.Namespaces)-1]
			for _, other := range listing.Namespaces {
				if len(other.Names) > 0 {
					n = other
				}
			}
			for b.Loop() {
				file, err := n.Open("tcp")
				require.NoError(b, err)
				file.Close()
			}
		})
	}
}

func BenchmarkResolveAndOpen(b *testing.B) {
	settle(b, 1, 1)
	listing, err := finder(b, Config{}).List()
	require.NoError(b, err)
	var name string
	for _, n := range listing.Namespaces {
		if len(n.Names) > 0 {
			name = n.Names[0]
		}
	}
	for b.Loop() {
		n, err := finder(b, Config{}).Resolve(name)
		require.NoError(b, err)
		file, err := n.Open("tcp")
		require.NoError(b, err)
		file.Close()
	}
}
