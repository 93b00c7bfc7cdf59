# SPDX-License-Identifier: BSD-3-Clause
#
# tamer_target(TARGET [STATIC])
#
# Puts tamerc in front of the C compiler of TARGET, behind any launcher that is already there (ccache), and links it with
# tamer::runtime, or with STATIC tamer::runtime_static; who links TARGET inherits that, as it includes TARGET's annotated headers.
# To be called in the directory that made TARGET, after its sources are known: they are compiled anew when tamerc changes.
function(tamer_target target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "STATIC" "" "")
  if(NOT TARGET ${target})
    message(FATAL_ERROR "tamer_target: there is no target \"${target}\"")
  endif()
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "tamer_target: unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()

  _tamer_tool(tool)
  _tamer_launch(${target} "${tool}")
  add_dependencies(${target} tamer::tamerc)

  # Not target_link_libraries: its two signatures must not be mixed on one target, and which one the caller uses is unknown.
  set(runtime tamer::runtime)
  if(arg_STATIC)
    set(runtime tamer::runtime_static)
  endif()
  set_property(TARGET ${target} APPEND PROPERTY LINK_LIBRARIES ${runtime})
  set_property(TARGET ${target} APPEND PROPERTY INTERFACE_LINK_LIBRARIES ${runtime})
endfunction()

# The tool in front of the compiler of the target, whose sources are known.
function(_tamer_launch target tool)
  get_target_property(launcher ${target} C_COMPILER_LAUNCHER)
  if(NOT launcher)
    set(launcher "")
  endif()
  if(NOT launcher MATCHES "(^|[/;])tamerc(\\.exe)?(;|$)")
    set_property(TARGET ${target} APPEND PROPERTY C_COMPILER_LAUNCHER "${tool}")
  endif()
  get_target_property(sources ${target} SOURCES)
  if(sources)
    set_property(SOURCE ${sources} APPEND PROPERTY OBJECT_DEPENDS "${tool}")
  endif()
endfunction()

# The path of tamerc: installed, or still to be built in this very tree. (Launchers take no generator expressions before
# CMake 3.27.)
function(_tamer_tool ret_path)
  get_target_property(imported tamer::tamerc IMPORTED)
  if(imported)
    get_target_property(path tamer::tamerc LOCATION)
  else()
    get_target_property(directory tamer::tamerc RUNTIME_OUTPUT_DIRECTORY)
    if(NOT directory)
      get_target_property(directory tamer::tamerc BINARY_DIR)
    endif()
    set(path "${directory}/tamerc${CMAKE_EXECUTABLE_SUFFIX}")
  endif()
  set(${ret_path} "${path}" PARENT_SCOPE)
endfunction()
