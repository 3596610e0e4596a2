module example.org/callers

go 1.26.0

require github.com/gonetstat/gonetstat v0.0.0

require (
	golang.org/x/sync v0.24.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
)

replace github.com/gonetstat/gonetstat => ../..
