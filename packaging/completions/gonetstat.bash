# Completion of gonetstat(8) for bash.

# The names below /run/netns, as the words of an array: a name may hold any
# byte but NUL and '/'.
_gonetstat_namespaces() {
	local path
	words=()
	for path in /run/netns/* /var/run/netns/*; do
		[[ -e $path || -L $path ]] && words+=("${path##*/}")
	done
}

# The ids of the processes, as the words of an array.
_gonetstat_processes() {
	local path
	words=()
	for path in /proc/[0-9]*; do words+=("${path##*/}"); done
}

# Made by "make generate" from the definitions in internal/options:

# Sets words to all options.
_gonetstat_options() {
	words=(
		-r --route -i --interfaces -s --statistics -g --groups -M --masquerade
		-t --tcp -u --udp -U --udplite -S --sctp -w --raw -x --unix -l --listening -a --all -2 --l2cap -f --rfcomm
		-4 --inet --ip -6 --inet6 -A --protocol --ipx --ax25 --x25 --netrom --rose --ddp --appletalk --bluetooth --tcpip
		-n --numeric --numeric-hosts --numeric-ports --numeric-users -N --symbolic -W --wide -p --programs --all-owners --workload -e --extend -o --timers -Z --context --tcp-info
		--netns --all-netns
		--state --port --pid --process --program= --container --pod --unit
		--output --json --sort --summary --color
		-c --continuous --changes --interval --count --wait --quiet
		-F --fib -C --cache --proc -v --verbose -h --help -V --version
	)
}

# Sets words to values of the option $1. It fails if that takes none.
_gonetstat_values() {
	case $1 in
	-A | --protocol) words=(inet inet6 unix ipx ax25 x25 netrom rose ddp econet ash bluetooth) ;;
	--netns) _gonetstat_namespaces ;;
	--state) words=(ESTABLISHED SYN_SENT SYN_RECV FIN_WAIT1 FIN_WAIT2 TIME_WAIT CLOSE CLOSE_WAIT LAST_ACK LISTEN CLOSING FREE CONNECTING CONNECTED DISCONNECTING LISTENING UNKNOWN unconnected) ;;
	--pid) _gonetstat_processes ;;
	--port | --process | --program | --container | --pod | --unit) ;;
	--output) words=(net-tools table json ndjson csv) ;;
	--sort) words=(proto local port peer state recv-q send-q pid program user netns workload) ;;
	--color) words=(auto always never) ;;
	--interval | --count | --wait) ;;
	--proc) ;;
	*) return 1 ;;
	esac
}

# Tells whether the value of the option $1 is a list with commas.
_gonetstat_takes_list() {
	case $1 in
	-A | --protocol | --netns | --state | --port | --pid | --process | --program | --container | --pod | --unit | --sort) ;;
	*) return 1 ;;
	esac
}

# End of what "make generate" makes.

_gonetstat() {
	local cur=${COMP_WORDS[COMP_CWORD]} line=${COMP_LINE:0:COMP_POINT} i=$COMP_CWORD
	local whole before option head= word
	local -a words=()
	COMPREPLY=()

	# What is behind the cursor does not count.
	until [[ $line == *"$cur" ]]; do cur=${cur%?}; done
	# Bash breaks words at '=', ':' and '@' too (COMP_WORDBREAKS), and replaces
	# only the last part, $2. Parts without a blank between them are one word.
	whole=$cur line=${line%"$cur"}
	while ((i > 1)) && [[ $line != *[[:blank:]] ]]; do
		((i -= 1))
		whole=${COMP_WORDS[i]}$whole line=${line%"${COMP_WORDS[i]}"}
	done

	if [[ $whole == --*=* ]]; then
		option=${whole%%=*} cur=${whole#*=} before=$option=
	else
		option=${COMP_WORDS[i-1]} cur=$whole before=
		[[ $option == --program ]] && option= # it takes a value behind '=' only
	fi

	if ! _gonetstat_values "$option"; then
		[[ $cur == -* ]] || return
		_gonetstat_options
		[[ $cur == --program ]] && compopt -o nospace 2>/dev/null
	fi

	# The last of a list with commas is completed.
	if [[ $cur == *,* ]] && _gonetstat_takes_list "$option"; then
		head=${cur%,*},
		cur=${cur##*,}
	fi
	for word in "${words[@]}"; do
		if [[ $word == "$cur"* ]]; then
			printf -v word %q "$word"
			word=$before$head$word
			COMPREPLY+=("${word#"${whole%"$2"}"}")
		fi
	done
}

complete -F _gonetstat gonetstat
