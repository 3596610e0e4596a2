// Package table turns rows into tables for people, fitted to the screen.
package table
