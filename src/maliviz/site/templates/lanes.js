for(const box of document.querySelectorAll(".lanes")){const figure=box.closest("figure"),views=JSON.parse(box.dataset.places),radios=[...figure.querySelectorAll("[type=radio]")],asked=new URLSearchParams(location.search),names=["lane","from","to"];box.replaceChildren(box.firstElementChild.content);
const selects=[...box.querySelectorAll("select")],[lane,from,to]=selects,[status,button]=box.querySelectorAll("span,button"),words=status.dataset.words.split("|"),whole=selects.map(one=>one.value),
show=(moved=from)=>{if(from.selectedIndex>to.selectedIndex)(moved===to?from:to).selectedIndex=moved.selectedIndex;
const query=new URLSearchParams,view=radios.findIndex(one=>one.checked);selects.forEach((one,i)=>{if(one.value!==whole[i])query.set(names[i],one.value)});
const some=String(query),span=query.has("from")||query.has("to"),kept=([row,first,last])=>(!lane.value||row===lane.selectedIndex-1)&&(!span||first!==undefined&&(first??-1e9)<=to.value&&(last??1e9)>=from.value);
views.forEach((places,i)=>{const marks=[...figure.querySelectorAll(`.drawing-${i+1} a`)],order=[...new Set(marks.map(one=>one.href.baseVal))];for(const mark of marks){const off=!kept(places[order.indexOf(mark.href.baseVal)]);mark.setAttribute("aria-hidden",off);mark.setAttribute("tabindex",off?-1:0)}});
status.textContent=words[2*view+!!some].replace("{}",views[view].filter(kept).length);button.style.visibility=some?"":"hidden";if(view)query.set("view",radios[view].id.slice(figure.id.length+1));return String(query)},
tell=moved=>{const query=show(moved);try{history.replaceState(null,"",location.pathname+(query&&"?"+query)+"#"+figure.id)}catch{}},
clear=()=>{if(document.activeElement===button)status.focus();selects.forEach((one,i)=>{one.value=whole[i]});tell()};
selects.forEach((one,i)=>{one.value=asked.get(names[i])??whole[i];if(!one.value)one.value=whole[i]});for(const one of radios)if(one.id===`${figure.id}-${asked.get("view")}`)one.checked=true;show();
figure.addEventListener("change",event=>tell(event.target));button.onclick=clear;figure.addEventListener("keydown",event=>{if(event.key==="Escape"&&!button.style.visibility&&!("popover"in box&&document.querySelector(":popover-open")))clear()})}
