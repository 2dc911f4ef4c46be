grammar Sluice;
script : EOF ;
