# Completion of gonetstat(8) for fish.

function __gonetstat_namespaces
    set -l paths /run/netns/* /var/run/netns/*
    string replace -r '.*/' '' -- $paths | sort -u
end

function __gonetstat_processes
    string match -r '[0-9]+$' -- /proc/*
end

complete -c gonetstat -f

# Made by "make generate" from the definitions in internal/options:

complete -c gonetstat -s r -l route -d 'Routing tables'
complete -c gonetstat -s i -l interfaces -d "Network interfaces; with -e in ifconfig's form"
complete -c gonetstat -s s -l statistics -d 'Counters of every protocol, as SNMP has them'
complete -c gonetstat -s g -l groups -d 'Multicast group memberships'
complete -c gonetstat -s M -l masquerade -d 'Masqueraded connections'

complete -c gonetstat -s t -l tcp -d 'TCP'
complete -c gonetstat -s u -l udp -d 'UDP'
complete -c gonetstat -s U -l udplite -d 'UDP-Lite'
complete -c gonetstat -s S -l sctp -d 'SCTP'
complete -c gonetstat -s w -l raw -d 'Raw IP'
complete -c gonetstat -s x -l unix -d 'Unix domain sockets'
complete -c gonetstat -s l -l listening -d 'Only sockets that listen'
complete -c gonetstat -s a -l all -d 'Listening ones too; with -i: interfaces that are down too'
complete -c gonetstat -s 2 -l l2cap -d 'Bluetooth L2CAP, refused'
complete -c gonetstat -s f -l rfcomm -d 'Bluetooth RFCOMM, refused'

complete -c gonetstat -s 4 -l inet -d 'IPv4'
complete -c gonetstat -l ip -d 'IPv4'
complete -c gonetstat -s 6 -l inet6 -d 'IPv6'
complete -c gonetstat -s A -l protocol -x -d 'The families of a comma-separated LIST' \
    -a "(__fish_append , inet inet6 unix ipx ax25 x25 netrom rose ddp econet ash bluetooth)"
complete -c gonetstat -l ipx -d 'IPX'
complete -c gonetstat -l ax25 -d 'AX.25'
complete -c gonetstat -l x25 -d 'X.25'
complete -c gonetstat -l netrom -d 'NET/ROM'
complete -c gonetstat -l rose -d 'ROSE'
complete -c gonetstat -l ddp -d 'AppleTalk, for its routes'
complete -c gonetstat -l appletalk -d 'AppleTalk, for its routes'
complete -c gonetstat -l bluetooth -d 'Bluetooth, refused'
complete -c gonetstat -l tcpip -d 'Without any effect'

complete -c gonetstat -s n -l numeric -d 'Numbers instead of names of hosts, ports and users'
complete -c gonetstat -l numeric-hosts -d 'Numbers instead of names of hosts'
complete -c gonetstat -l numeric-ports -d 'Numbers instead of names of ports'
complete -c gonetstat -l numeric-users -d 'Numbers instead of names of users'
complete -c gonetstat -s N -l symbolic -d 'Names of hardware types'
complete -c gonetstat -s W -l wide -d 'Addresses in full, however long'
complete -c gonetstat -s p -l programs -d "Process id and name of a socket's program"
complete -c gonetstat -l all-owners -d 'A row for every process that has a socket'
complete -c gonetstat -l workload -d "Container, pod or unit of a socket's program"
complete -c gonetstat -s e -l extend -d 'More columns; twice: still more'
complete -c gonetstat -s o -l timers -d 'Timers of a socket'
complete -c gonetstat -s Z -l context -d "SELinux context of a socket's program"
complete -c gonetstat -l tcp-info -d 'Round trip times, losses and rates of TCP connections'

complete -c gonetstat -l netns -x -d 'In these namespaces: each a NAME, a path or a process id' \
    -a "(__fish_append , (__gonetstat_namespaces))"
complete -c gonetstat -l all-netns -d 'In every network namespace of this host'

complete -c gonetstat -l state -x -d 'Only sockets in these STATEs' \
    -a "(__fish_append , ESTABLISHED SYN_SENT SYN_RECV FIN_WAIT1 FIN_WAIT2 TIME_WAIT CLOSE CLOSE_WAIT LAST_ACK LISTEN CLOSING FREE CONNECTING CONNECTED DISCONNECTING LISTENING UNKNOWN unconnected)"
complete -c gonetstat -l port -x -d 'Only sockets with these local or remote PORTs'
complete -c gonetstat -l pid -x -d 'Only sockets of these processes, by PID' \
    -a "(__fish_append , (__gonetstat_processes))"
complete -c gonetstat -l process -x -d 'Only sockets of programs with this NAME'
complete -c gonetstat -l program -x -d 'The same as --process'
complete -c gonetstat -l container -x -d 'Only sockets of containers with this NAME or id'
complete -c gonetstat -l pod -x -d 'Only sockets of pods: NAME, NAMESPACE/NAME or UID'
complete -c gonetstat -l unit -x -d 'Only sockets of these UNITs of systemd'

complete -c gonetstat -l output -x -d 'Form of output' \
    -a 'net-tools table json ndjson csv'
complete -c gonetstat -l json -d 'JSON, for short'
complete -c gonetstat -l sort -x -d 'Sort sockets by KEYs such as port; -KEY: greatest first' \
    -a "(__fish_append , proto local port peer state recv-q send-q pid program user netns workload)"
complete -c gonetstat -l summary -d 'Counts of sockets instead of sockets'
complete -c gonetstat -l color -x -d 'Colors of a table' \
    -a 'auto always never'

complete -c gonetstat -s c -l continuous -d 'List again every second'
complete -c gonetstat -l changes -d 'All sockets once, then every second what changes'
complete -c gonetstat -l interval -x -d 'With -c: every so many SECONDS'
complete -c gonetstat -l count -x -d 'With -c: N times'
complete -c gonetstat -l wait -x -d 'Wait so many SECONDS until there is something'
complete -c gonetstat -l quiet -d 'Print nothing; exit status 0 if there is something'

complete -c gonetstat -s F -l fib -d 'With -r: the forwarding table (the default)'
complete -c gonetstat -s C -l cache -d 'With -r: the route cache instead'
complete -c gonetstat -l proc -x -d "What a host's procfs shows, mounted at DIR"
complete -c gonetstat -s v -l verbose -d 'Say which tables and sources of names are missing'
complete -c gonetstat -s h -l help -d 'Print this help'
complete -c gonetstat -s V -l version -d 'Print the version'

# End of what "make generate" makes.
