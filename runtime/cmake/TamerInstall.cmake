# SPDX-License-Identifier: BSD-3-Clause
# What is installed, and where. Every file finds its neighbours by relative paths, so that a tree can be moved as a whole.
include(CMakePackageConfigHelpers)

install(TARGETS tamerc tamer_shared tamer_static
  EXPORT TamerTargets
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/runtime/include/tamer
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN "*.h")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/tamerc/man/
  DESTINATION ${CMAKE_INSTALL_MANDIR}/man1
  FILES_MATCHING PATTERN "*.1")
# Once under its own name, once where gdb looks when it meets the library.
install(FILES ${PROJECT_SOURCE_DIR}/runtime/gdb/tamer.gdb DESTINATION ${CMAKE_INSTALL_DATADIR}/tamer)
# gdb looks by the library's path, whose prefix is known when it is installed: --prefix may give another one than the configuration.
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
  set(tamer_library_dir "${CMAKE_INSTALL_LIBDIR}")
else()
  set(tamer_library_dir "\${tamer_prefix}/${CMAKE_INSTALL_LIBDIR}")
endif()
install(CODE "
  get_filename_component(tamer_prefix \"\${CMAKE_INSTALL_PREFIX}\" ABSOLUTE)
  file(INSTALL \"${PROJECT_SOURCE_DIR}/runtime/gdb/tamer.gdb\"
    DESTINATION \"\${tamer_prefix}/${CMAKE_INSTALL_DATADIR}/gdb/auto-load${tamer_library_dir}\"
    RENAME libtamer.so.${PROJECT_VERSION}-gdb.gdb)")
install(FILES ${PROJECT_SOURCE_DIR}/runtime/man/tamer.7 ${PROJECT_SOURCE_DIR}/runtime/man/tamer-model.7
  DESTINATION ${CMAKE_INSTALL_MANDIR}/man7)

set(tamer_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/Tamer)
install(EXPORT TamerTargets NAMESPACE tamer:: DESTINATION ${tamer_package_dir})
configure_package_config_file(
  ${PROJECT_SOURCE_DIR}/runtime/cmake/TamerConfig.cmake.in
  ${PROJECT_BINARY_DIR}/TamerConfig.cmake
  INSTALL_DESTINATION ${tamer_package_dir}
  NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/TamerConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/TamerConfig.cmake
  ${PROJECT_BINARY_DIR}/TamerConfigVersion.cmake
  ${PROJECT_SOURCE_DIR}/runtime/cmake/TamerTarget.cmake
  DESTINATION ${tamer_package_dir})

# From the directory of tamer.pc up to the prefix, or the prefix itself if the library directory is outside it.
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
  set(tamer_pc_prefix "${CMAKE_INSTALL_PREFIX}")
else()
  file(RELATIVE_PATH tamer_up "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/prefix")
  set(tamer_pc_prefix "\${pcfiledir}/${tamer_up}")
endif()
foreach(dir BINDIR LIBDIR INCLUDEDIR)
  if(IS_ABSOLUTE "${CMAKE_INSTALL_${dir}}")
    set(tamer_pc_${dir} "${CMAKE_INSTALL_${dir}}")
  else()
    set(tamer_pc_${dir} "\${prefix}/${CMAKE_INSTALL_${dir}}")
  endif()
endforeach()
configure_file(${PROJECT_SOURCE_DIR}/runtime/tamer.pc.in ${PROJECT_BINARY_DIR}/tamer.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/tamer.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
