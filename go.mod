module github.com/gonetstat/gonetstat

go 1.26
