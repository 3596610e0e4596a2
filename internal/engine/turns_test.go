package engine

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
)

// waitingTable adds a table that stays open until its channel is closed.
func waitingTable(t *turns, begun chan<- int, number int) (*turn, chan struct{}) {
	end := make(chan struct{})
	turn := &turn{list: func(closed func()) {
		begun <- number
		<-end
		closed()
	}}
	t.add(turn)
	return turn, end
}

func TestTablesAreListedInTheirTurns(t *testing.T) {
	var running sync.WaitGroup
	turns := &turns{running: &running}
	begun := make(chan int, 8)
	_, first := waitingTable(turns, begun, 1)
	_, second := waitingTable(turns, begun, 2)
	assert.Empty(t, begun, "before the plan begins")
	turns.begin(1)
	assert.Equal(t, 1, <-begun)
	_, third := waitingTable(turns, begun, 3)
	close(first)
	assert.Equal(t, 2, <-begun)
	close(second)
	assert.Equal(t, 3, <-begun)
	close(third)
	running.Wait()
	_, late := waitingTable(turns, begun, 4)
	assert.Equal(t, 4, <-begun, "there is room")
	close(late)
	running.Wait()
}

// A table that is gone through first is not kept from starting by those that
// wait to be gone through later.
func TestTableThatIsWantedIsListedOutOfTurn(t *testing.T) {
	var running sync.WaitGroup
	turns := &turns{running: &running}
	begun := make(chan int, 8)
	_, first := waitingTable(turns, begun, 1)
	_, second := waitingTable(turns, begun, 2)
	wanted, third := waitingTable(turns, begun, 3)
	turns.begin(1)
	assert.Equal(t, 1, <-begun)
	turns.demand(wanted)
	assert.Equal(t, 3, <-begun)
	turns.demand(wanted)
	close(third)
	close(first)
	assert.Equal(t, 2, <-begun)
	close(second)
	running.Wait()
	assert.Empty(t, begun, "each is listed once")
}
